using Mes.Contracts.Events;
using Mes.Edge.Configuration;
using Mes.Edge.Execution;
using Mes.Edge.Machines;
using NUnit.Framework;

namespace Mes.Edge.Tests.Execution;

[TestFixture]
public sealed class ActRulesTests
{
    static readonly Guid Stop = Guid.NewGuid();
    static readonly Guid Entry = Guid.NewGuid();

    [Test]
    public void Good_parts_become_scrap_with_a_reason() => Assert.That(
        Decide(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 3, "UNDERFILL")),
        Is.EqualTo(new ActDecision.Write(new QuantityReclassified(Some.Filler, "GOOD", "SCRAP", 3, "UNDERFILL", Undoes: null))));

    [TestCase(0, "UNDERFILL", RefusalCode.NoQuantity)]
    [TestCase(-1, "UNDERFILL", RefusalCode.NoQuantity)]
    [TestCase(1, "JAM", RefusalCode.NotAScrapReason)]
    public void Scrap_that_cannot_be_is_refused(long quantity, string reason, RefusalCode why) => Assert.That(
        WhyNot(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, quantity, reason)).Code, Is.EqualTo(why));

    [Test]
    public void More_scrap_than_there_are_good_parts_is_refused_with_both_numbers() => Assert.That(
        WhyNot(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 6, "UNDERFILL")),
        Is.EqualTo(new Refusal(RefusalCode.MoreThanGood, Some.Filler, Asked: 6, Possible: 5)));

    [Test]
    public void A_machine_whose_parts_no_counter_counts_has_none_to_move() => Assert.That(
        WhyNot(
            new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 1, "UNDERFILL"),
            machine => machine with { Names = new MachineNames(Some.Filler, Some.Plc, CounterTag: 0) }).Code,
        Is.EqualTo(RefusalCode.NotCounted));

    [Test]
    public void With_no_order_running_there_is_no_scrap_of_one() => Assert.That(
        WhyNot(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 1, "UNDERFILL"), isRunning: false).Code,
        Is.EqualTo(RefusalCode.NoOrderRuns));

    [Test]
    public void A_machine_of_another_line_is_refused() => Assert.That(
        Decide(new ReclassifyScrap(Guid.NewGuid(), "demo/bottling/capper", 1, "UNDERFILL")),
        Is.TypeOf<ActDecision.Refuse>());

    [Test]
    public void A_stop_gets_its_cause() => Assert.That(
        Decide(new GiveStoppageReason(Guid.NewGuid(), Some.Filler, Stop, "JAM")),
        Is.EqualTo(new ActDecision.Write(new StoppageReasonGiven(Some.Filler, Stop, "JAM"))));

    [Test]
    public void A_stop_that_the_machine_never_had_is_refused() => Assert.That(
        Decide(new GiveStoppageReason(Guid.NewGuid(), Some.Filler, Guid.NewGuid(), "JAM")),
        Is.TypeOf<ActDecision.Refuse>());

    [Test]
    public void An_unknown_stop_reason_is_refused() => Assert.That(
        Decide(new GiveStoppageReason(Guid.NewGuid(), Some.Filler, Stop, "UNDERFILL")),
        Is.TypeOf<ActDecision.Refuse>());

    [Test]
    public void A_fresh_entry_can_be_taken_back() => Assert.That(
        Decide(new UndoReclassification(Guid.NewGuid(), Entry), age: TimeSpan.FromSeconds(60)),
        Is.EqualTo(new ActDecision.Write(
            new QuantityReclassified(Some.Filler, "SCRAP", "GOOD", 2, Reason: null, Undoes: Entry))));

    [Test]
    public void An_entry_older_than_a_minute_stays() => Assert.That(
        Decide(new UndoReclassification(Guid.NewGuid(), Entry), age: TimeSpan.FromSeconds(60.001)),
        Is.EqualTo(new ActDecision.Refuse(RefusalCode.TooOldToTakeBack)));

    [Test]
    public void An_entry_is_taken_back_once() => Assert.That(
        Decide(new UndoReclassification(Guid.NewGuid(), Entry), isUndone: true),
        Is.EqualTo(new ActDecision.Refuse(RefusalCode.AlreadyTakenBack)));

    [Test]
    public void An_undoing_cannot_be_undone() => Assert.That(
        Decide(new UndoReclassification(Guid.NewGuid(), Entry), undoes: Guid.NewGuid()),
        Is.TypeOf<ActDecision.Refuse>());

    [Test]
    public void The_running_order_ends() => Assert.That(
        Decide(new EndOrderRun(Guid.NewGuid(), Order.Number)),
        Is.EqualTo(new ActDecision.Write(new OrderRunEnded(Run))));

    [Test]
    public void An_order_that_the_page_showed_too_long_ago_does_not_end_another() => Assert.That(
        WhyNot(new EndOrderRun(Guid.NewGuid(), "PO-999")), Is.EqualTo(new Refusal(RefusalCode.OrderDoesNotRun, "PO-999")));

    [Test]
    public void An_order_of_the_line_starts_where_none_runs() => Assert.That(
        Decide(new StartOrderRun(Guid.NewGuid(), Order.Number), isRunning: false),
        Is.EqualTo(new ActDecision.Write(
            new OrderRunStarted("demo/bottling", Order.Number, Order.Item, Order.ItemName, Order.TargetQuantity))));

    [TestCase("PO-1001", true, RefusalCode.OrderRunsAlready)]
    [TestCase("PO-999", false, RefusalCode.UnknownOrder)]
    public void An_order_that_cannot_start_is_refused(string order, bool isRunning, RefusalCode why) => Assert.That(
        WhyNot(new StartOrderRun(Guid.NewGuid(), order), isRunning: isRunning).Code, Is.EqualTo(why));

    [Test]
    public void Unassigned_parts_are_given_to_an_order_of_the_line() => Assert.That(
        Decide(new AssignParts(Guid.NewGuid(), Some.Filler, Some.Morning, Order.Number), change: WithUnassigned),
        Is.EqualTo(new ActDecision.Write(new PartsAssigned(
            Some.Filler, Some.Morning, Some.Morning.AddMinutes(1), Order.Number, Order.Item, Undoes: null))));

    [TestCase(0, "PO-999", RefusalCode.UnknownOrder)]
    [TestCase(1, "PO-1001", RefusalCode.NothingUnassigned)]
    public void Parts_that_are_not_there_or_an_order_that_is_not_are_refused(int seconds, string order, RefusalCode why) =>
        Assert.That(
            WhyNot(new AssignParts(Guid.NewGuid(), Some.Filler, Some.Morning.AddSeconds(seconds), order), WithUnassigned).Code,
            Is.EqualTo(why));

    [Test]
    public void A_fresh_assignment_can_be_taken_back() => Assert.That(
        Decide(new UndoAssignment(Guid.NewGuid(), Entry), age: TimeSpan.FromSeconds(60)),
        Is.EqualTo(new ActDecision.Write(new PartsAssigned(
            Some.Filler, Some.Morning, Some.Morning.AddMinutes(1), Order: null, Item: null, Undoes: Entry))));

    [TestCase(61, false, RefusalCode.TooOldToTakeBack)]
    [TestCase(1, true, RefusalCode.AlreadyTakenBack)]
    public void An_assignment_is_taken_back_once_and_within_its_minute(int seconds, bool isUndone, RefusalCode why) =>
        Assert.That(Decide(new UndoAssignment(Guid.NewGuid(), Entry), TimeSpan.FromSeconds(seconds), isUndone),
            Is.EqualTo(new ActDecision.Refuse(why)));

    [Test]
    public void Parts_that_became_scrap_since_cannot_go_back() => Assert.That(
        WhyNot(new UndoAssignment(Guid.NewGuid(), Entry), machine => machine with { Good = 2 }).Code,
        Is.EqualTo(RefusalCode.ScrappedSince));

    static readonly UnassignedParts Unassigned = new(Some.Morning, Some.Morning.AddMinutes(1), 3);
    static readonly OrderConfiguration Order = new("PO-1001", "COLA-05", "Cola 0.5 l", 10_000);
    static readonly Guid Run = Guid.NewGuid();

    static MachineCheckpoint WithUnassigned(MachineCheckpoint machine) => machine with { Unassigned = [Unassigned] };

    static Refusal WhyNot(
        OperatorAct act, Func<MachineCheckpoint, MachineCheckpoint>? change = null, bool isRunning = true) =>
        ((ActDecision.Refuse)Decide(act, change: change, isRunning: isRunning)).Why;

    static ActDecision Decide(
        OperatorAct act, TimeSpan age = default, bool isUndone = false, Guid? undoes = null,
        Func<MachineCheckpoint, MachineCheckpoint>? change = null, bool isRunning = true)
    {
        var filler = MachineCheckpoint.Start with
        {
            Good = 5,
            Stops = [new MachineStop(Stop, Some.Morning, Reason: null, IsOver: true)],
            Work = [new WorkSince(DateTimeOffset.MinValue, Order.Number)],
        };
        var entry = new Reclassification(Entry, Some.Filler, 2, "UNDERFILL", Some.Morning, undoes, isUndone);
        return ActRules.Decide(act, new LineNow(
            new Dictionary<string, MachineCheckpoint> { [Some.Filler] = change?.Invoke(filler) ?? filler }, [entry],
            [
                new ReasonConfiguration("JAM", "Bottle jam", ReasonConfiguration.Stop, Planned: false),
                new ReasonConfiguration("UNDERFILL", "Underfilled", ReasonConfiguration.Scrap, Planned: false),
            ],
            Some.Morning + age)
        {
            Line = "demo/bottling",
            Run = isRunning ? (Run, Order) : null,
            Orders = [Order],
            Assignments = [new Assignment(Entry, Some.Filler, Unassigned, Order.Number, Some.Morning, isUndone)],
        });
    }
}
