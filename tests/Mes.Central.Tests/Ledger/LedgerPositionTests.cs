using Mes.Testing;
using NUnit.Framework;

namespace Mes.Central.Tests.Ledger;

sealed class LedgerPositionTests : CentralFixture
{
    // The clock stands still, so that only the rule of L7 can keep times apart.
    static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    protected override Task<TestCentral> StartAsync() => TestCentral.StartAsync(clock: new ManualClock(Now));

    [Test]
    public async Task Positions_are_dense_and_rise_with_time_however_many_send_at_once()
    {
        var edges = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ScriptedEdge.OpenAsync(Central)));
        await Task.WhenAll(edges.Select(async edge =>
        {
            for (var i = 1; i <= 10; i++)
            {
                edge.Write(Some.State(i % 2 == 0 ? "IDLE" : "RUNNING"), Now.AddSeconds(i));
                await edge.SendAsync(i, i);
                await edge.SendAsync(i, i);
            }
        }));

        var positions = await Central.QueryAsync<long>("select distinct position from ledger order by position");
        var times = await Central.QueryAsync<DateTimeOffset>("select distinct recorded_at from ledger order by 1");
        Assert.That(positions, Is.EqualTo(Enumerable.Range(1, positions.Count).Select(n => (long)n)));
        Assert.That(positions, Has.Count.EqualTo(61), "60 batches and the calendar of central itself");
        Assert.That(times, Has.Count.EqualTo(61));
        Assert.That(await Central.SingleAsync<long>("select position from ledger_head"), Is.EqualTo(61));
    }

    [Test]
    public async Task Central_chains_its_own_events_like_any_producer()
    {
        Assert.That(
            await Central.QueryAsync<string>("select kind from ledger where producer = 0"), Is.EqualTo(["CalendarDefined"]));
        Assert.That(await Central.SingleAsync<long>("select seq from event_watermark where producer = 0"), Is.EqualTo(1));
    }
}
