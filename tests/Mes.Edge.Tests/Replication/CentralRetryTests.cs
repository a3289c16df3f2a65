using Mes.Edge.Replication;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Replication;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CentralRetryTests
{
    readonly ManualClock _clock = new();
    readonly List<TimeSpan> _pauses = [];

    [Test]
    public async Task A_request_is_repeated_for_ever_with_pauses_that_grow_to_a_bound()
    {
        const int Failures = 1_200;
        var left = Failures;
        var retry = CentralRetry.For(_clock, (_, pause) => _pauses.Add(pause), random: () => 0.5);

        var answer = retry.ExecuteAsync(async _ =>
        {
            await Task.Yield();
            return left-- > 0 ? throw new HttpRequestException("away") : "held";
        }).AsTask();
        while (!answer.IsCompleted)
        {
            await Task.WhenAny(answer, _clock.WaitForTimersAsync());
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(await answer, Is.EqualTo("held"));
        Assert.That(_pauses, Has.Count.EqualTo(Failures));
        Assert.That(_pauses[0], Is.LessThanOrEqualTo(TimeSpan.FromMilliseconds(400)));
        Assert.That(_pauses, Has.All.LessThanOrEqualTo(CentralRetry.LongestPause));
        Assert.That(_pauses.Skip(20), Has.All.GreaterThanOrEqualTo(TimeSpan.FromSeconds(5)), "no storm after long absence");
    }

    [Test]
    public async Task A_central_that_never_answers_is_asked_again()
    {
        var asked = 0;
        var retry = CentralRetry.For(_clock, (_, pause) => _pauses.Add(pause), random: () => 0.5);

        var answer = retry.ExecuteAsync(async token =>
        {
            if (++asked == 1)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
            }

            return "held";
        }).AsTask();
        while (!answer.IsCompleted)
        {
            await Task.WhenAny(answer, _clock.WaitForTimersAsync());
            _clock.Advance(CentralRetry.Patience);
        }

        Assert.That(await answer, Is.EqualTo("held"));
        Assert.That(asked, Is.EqualTo(2));
    }

    [Test]
    public void A_bug_is_not_retried()
    {
        var retry = CentralRetry.For(_clock, (_, pause) => _pauses.Add(pause), random: () => 0.5);

        Assert.That(
            async () => await retry.ExecuteAsync<string>(_ => throw new InvalidOperationException("a bug")),
            Throws.InvalidOperationException);
        Assert.That(_pauses, Is.Empty);
    }
}
