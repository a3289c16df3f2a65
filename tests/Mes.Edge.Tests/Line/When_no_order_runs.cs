using Mes.Contracts.Events;
using Mes.Edge.Execution;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Line;

/// <summary>Parts made while no order runs are UNASSIGNED until a person says what they were for (M0.05).</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_no_order_runs : IAsyncDisposable
{
    const string Order = "PO-1001";

    readonly ScriptedSource _plc = new();
    readonly TemporaryFolder _folder = new();
    RunningEdge _edge = null!;

    [SetUp]
    public async Task StartWithTenGoodPartsAndEndTheOrder()
    {
        _edge = await RunningEdge.StartAsync(Some.Configuration(_folder), _plc);
        await _plc.Connect(At(0)).PublishAsync(At(1), Some.State(Some.Running, At(0)), Some.Parts(100, At(0)));
        await _plc.PublishAsync(At(4), Some.Parts(110, At(3)));
        Assert.That(await _edge.PerformAsync(new EndOrderRun(Guid.NewGuid(), Order)), Is.TypeOf<ActOutcome.Accepted>());
    }

    public async ValueTask DisposeAsync()
    {
        await _edge.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task The_count_splits_at_the_end_of_the_order_and_what_follows_belongs_to_none()
    {
        await _plc.PublishAsync(At(9), Some.Parts(113, At(8)));
        await _plc.PublishAsync(At(21));

        var view = await _edge.ShowsAsync(view => view.Machines[0] is { Good: 10, Unassigned: 3, Pending: 0 });
        Assert.That(view.Order, Is.Null);
        Assert.That(view.Startable?.Number, Is.EqualTo(Order));
        Assert.That(_edge.Events<PartsCounted>().Select(counted => counted.Quantity), Is.EqualTo([10, 3]));
        Assert.That(view.Unassigned.Single().Quantity, Is.EqualTo(3));
    }

    [Test]
    public async Task They_are_shown_before_an_event_tells_them()
    {
        await _plc.PublishAsync(At(9), Some.Parts(113, At(8)));

        var view = await _edge.ShowsAsync(view => view.Machines[0].Unassigned == 3);
        Assert.That(view.Machines[0].Good, Is.EqualTo(10));
    }

    [Test]
    public async Task It_stays_ended_when_the_edge_restarts()
    {
        await _plc.PublishAsync(At(9), Some.Parts(113, At(8)));
        var configuration = _edge.Configuration;
        await _edge.DisposeAsync();

        _edge = await RunningEdge.StartAsync(configuration);

        var view = await _edge.ShowsAsync(view => view.Machines[0].Unassigned == 3);
        Assert.That(view.Order, Is.Null);
        Assert.That(_edge.Events<OrderRunStarted>(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task Started_again_the_order_goes_on_where_it_stood()
    {
        await _plc.PublishAsync(At(21), Some.Parts(113, At(8)));
        await _edge.PerformAsync(new StartOrderRun(Guid.NewGuid(), Order));
        await _plc.PublishAsync(At(41), Some.Parts(117, At(35)));

        await _edge.ShowsAsync(view => view is { Order.Number: Order } && view.Machines[0] is { Good: 14, Unassigned: 3 });
        Assert.That(_edge.Events<OrderRunStarted>(), Has.Exactly(2).Items);
    }

    [Test]
    public async Task A_person_gives_them_to_an_order_and_takes_it_back()
    {
        await _plc.PublishAsync(At(21), Some.Parts(113, At(8)));
        var parts = (await _edge.ShowsAsync(view => view.Unassigned.Count == 1)).Unassigned[0];

        var given = (ActOutcome.Accepted)await _edge.PerformAsync(
            new AssignParts(Guid.NewGuid(), Some.Filler, parts.From, Order));
        await _edge.ShowsAsync(view => view.Machines[0] is { Good: 13, Unassigned: 0 } && view.Assignments.Count == 1);
        await _edge.PerformAsync(new UndoAssignment(Guid.NewGuid(), given.Event));

        var view = await _edge.ShowsAsync(view => view.Machines[0] is { Good: 10, Unassigned: 3 });
        Assert.That(view.Assignments.Single().IsUndone, Is.True);
        Assert.That(_edge.Events<PartsAssigned>(), Is.EqualTo(
        [
            new PartsAssigned(Some.Filler, parts.From, parts.To, Order, "COLA-05", Undoes: null),
            new PartsAssigned(Some.Filler, parts.From, parts.To, Order: null, Item: null, given.Event),
        ]));
    }

    [Test]
    public async Task A_reason_that_was_given_is_offered_first_after_a_restart()
    {
        await _plc.PublishAsync(At(21));
        await _edge.PerformAsync(new StartOrderRun(Guid.NewGuid(), Order));
        await _edge.PerformAsync(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 1, "UNDERFILL"));
        var configuration = _edge.Configuration;
        await _edge.DisposeAsync();

        _edge = await RunningEdge.StartAsync(configuration);

        var view = await _edge.ShowsAsync(view => view.Recent.Count > 0);
        Assert.That(view.Recent.Select(recent => recent.Reason.Code), Is.EqualTo(["UNDERFILL"]));
    }

    [Test]
    public async Task An_act_without_an_id_is_refused_for_a_later_one_would_count_as_its_repeat()
    {
        var outcome = await _edge.PerformAsync(new StartOrderRun(Guid.Empty, Order));

        Assert.That(outcome, Is.EqualTo(new ActOutcome.Refused(new Refusal(RefusalCode.NoActId))));
    }

    static DateTimeOffset At(double seconds) => Some.Morning.AddSeconds(seconds);
}
