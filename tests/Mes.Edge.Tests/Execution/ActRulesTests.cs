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

    [TestCase(0, "UNDERFILL", "Enter how many parts are scrap: at least 1.")]
    [TestCase(-1, "UNDERFILL", "Enter how many parts are scrap: at least 1.")]
    [TestCase(6, "UNDERFILL", "Only 5 good parts of this order are recorded, so 6 cannot be scrap. Correct the number.")]
    [TestCase(1, "JAM", "\"JAM\" is not a scrap reason of this line. Choose one from the list.")]
    public void Scrap_that_cannot_be_is_refused_in_words(long quantity, string reason, string words) => Assert.That(
        Decide(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, quantity, reason)),
        Is.EqualTo(new ActDecision.Refuse(words)));

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
        Is.EqualTo(new ActDecision.Refuse("This entry can no longer be taken back. Ask for a correction instead.")));

    [Test]
    public void An_entry_is_taken_back_once() => Assert.That(
        Decide(new UndoReclassification(Guid.NewGuid(), Entry), isUndone: true),
        Is.EqualTo(new ActDecision.Refuse("This entry has already been taken back.")));

    [Test]
    public void An_undoing_cannot_be_undone() => Assert.That(
        Decide(new UndoReclassification(Guid.NewGuid(), Entry), undoes: Guid.NewGuid()),
        Is.TypeOf<ActDecision.Refuse>());

    static ActDecision Decide(OperatorAct act, TimeSpan age = default, bool isUndone = false, Guid? undoes = null)
    {
        var filler = MachineCheckpoint.Start with
        {
            Good = 5,
            Stops = [new MachineStop(Stop, Some.Morning, Reason: null, IsOver: true)],
        };
        var entry = new Reclassification(Entry, Some.Filler, 2, "UNDERFILL", Some.Morning, undoes, isUndone);
        return ActRules.Decide(act, new LineNow(
            new Dictionary<string, MachineCheckpoint> { [Some.Filler] = filler }, [entry],
            [
                new ReasonConfiguration("JAM", "Bottle jam", ReasonConfiguration.Stop, Planned: false),
                new ReasonConfiguration("UNDERFILL", "Underfilled", ReasonConfiguration.Scrap, Planned: false),
            ],
            Some.Morning + age));
    }
}
