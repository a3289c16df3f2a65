using Mes.Contracts.Events;
using Mes.Domain.Machines;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Line;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_the_clock_of_a_source_is_set_back : IAsyncDisposable
{
    readonly ScriptedSource _plc = new();
    readonly TemporaryFolder _folder = new();
    RunningEdge _edge = null!;

    [SetUp]
    public async Task StartAndSetBackByAnHour()
    {
        _edge = await RunningEdge.StartAsync(Some.Configuration(_folder), _plc);
        await _plc.Connect(At(0)).PublishAsync(At(1), Some.State(Some.Running, At(0)), Some.Parts(100, At(0)));
        await _plc.PublishAsync(At(15), Some.Parts(110, At(5)));
        await _plc.PublishAsync(At(-3584));
        await _plc.PublishAsync(At(-3580), Some.State(Some.Fault, At(-3582)), Some.Parts(115, At(-3583)));
    }

    public async ValueTask DisposeAsync()
    {
        await _edge.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task The_machine_is_not_shown_in_a_state_that_it_may_have_left()
    {
        var filler = (await _edge.ShowsAsync(view => view.Machines[0].State == MachineState.NoData)).Machines[0];

        Assert.That(filler.Cause, Does.Contain("set back by 00:59:59"));
        Assert.That(_edge.Events<GapOpened>().Select(gap => gap.From), Is.EqualTo([At(15)]));
    }

    [Test]
    public async Task What_it_is_then_is_known_once_its_clock_has_caught_up_and_no_part_is_lost()
    {
        await _plc.PublishAsync(At(21));

        await _edge.ShowsAsync(view => view.Machines[0].State == MachineState.Fault);
        Assert.That(_edge.Events<GapClosed>().Select(gap => (gap.From, gap.To)), Is.EqualTo([(At(15), At(21))]));
        Assert.That(
            _edge.Events<PartsCounted>().Select(parts => (parts.Quantity, parts.Estimated)),
            Is.EqualTo([(10L, false), (5L, true)]));
    }

    static DateTimeOffset At(double seconds) => Some.Morning.AddSeconds(seconds);
}
