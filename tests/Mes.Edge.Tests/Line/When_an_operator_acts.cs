using Dapper;
using Mes.Contracts.Events;
using Mes.Edge.Execution;
using Mes.Testing;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace Mes.Edge.Tests.Line;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_an_operator_acts : IAsyncDisposable
{
    readonly ScriptedSource _plc = new();
    readonly TemporaryFolder _folder = new();
    RunningEdge _edge = null!;

    [SetUp]
    public async Task StartWithTenGoodParts()
    {
        _edge = await RunningEdge.StartAsync(Some.Configuration(_folder), _plc);
        await _plc.Connect(At(0)).PublishAsync(At(1), Some.State(Some.Running, At(0)), Some.Parts(100, At(0)));
        await _plc.PublishAsync(At(20), Some.Parts(110, At(5)));
    }

    public async ValueTask DisposeAsync()
    {
        await _edge.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task The_same_act_twice_is_one_event_and_gives_the_first_result()
    {
        var act = new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 4, "UNDERFILL");

        var first = await _edge.PerformAsync(act);
        var again = await _edge.PerformAsync(act);

        Assert.That(first, Is.TypeOf<ActOutcome.Accepted>());
        Assert.That(again, Is.EqualTo(first));
        Assert.That(_edge.Events<QuantityReclassified>(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task The_same_act_many_times_at_once_is_one_event()
    {
        var act = new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 4, "UNDERFILL");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _edge.PerformAsync(act))));

        Assert.That(outcomes.Distinct(), Has.Exactly(1).Items);
        Assert.That(_edge.Events<QuantityReclassified>(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task Different_acts_at_once_never_scrap_more_than_there_is()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Task.Run(() => _edge.PerformAsync(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 4, "UNDERFILL")))));

        Assert.That(outcomes.OfType<ActOutcome.Accepted>(), Has.Exactly(2).Items);
        var filler = (await _edge.ShowsAsync(view => view.Machines[0].Scrap == 8)).Machines[0];
        Assert.That(filler.Good, Is.EqualTo(2));
    }

    [Test]
    public async Task A_repeat_after_a_restart_still_gives_the_first_result()
    {
        var act = new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 4, "UNDERFILL");
        var first = await _edge.PerformAsync(act);
        var configuration = _edge.Configuration;
        await _edge.DisposeAsync();

        _edge = await RunningEdge.StartAsync(configuration);

        Assert.That(await _edge.PerformAsync(act), Is.EqualTo(first));
        Assert.That(_edge.Events<QuantityReclassified>(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task An_entry_that_is_taken_back_leaves_the_counts_as_they_were()
    {
        var scrap = new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 4, "UNDERFILL");
        var entry = (ActOutcome.Accepted)await _edge.PerformAsync(scrap);

        await _edge.PerformAsync(new UndoReclassification(Guid.NewGuid(), entry.Event));

        var view = await _edge.ShowsAsync(view => view.Machines[0] is { Good: 10, Scrap: 0 });
        Assert.That(view.Reclassifications.Single(), Has.Property("IsUndone").True);
        Assert.That(
            _edge.Events<QuantityReclassified>()[1],
            Is.EqualTo(new QuantityReclassified(Some.Filler, "SCRAP", "GOOD", 4, Reason: null, Undoes: entry.Event)));
    }

    [Test]
    public async Task The_current_stop_gets_its_cause_and_the_screen_shows_it()
    {
        await _plc.PublishAsync(At(40), Some.State(Some.Fault, At(30)));
        var stoppage = (await _edge.ShowsAsync(view => view.Machines[0].Stoppage is not null)).Machines[0].Stoppage!.Value;

        var outcome = await _edge.PerformAsync(new GiveStoppageReason(Guid.NewGuid(), Some.Filler, stoppage, "JAM"));

        Assert.That(outcome, Is.TypeOf<ActOutcome.Accepted>());
        await _edge.ShowsAsync(view => view.Machines[0].StoppageReason?.Name == "Bottle jam");
        var began = _edge.Events().Single(journaled => journaled.Body is MachineStateChanged { State: "FAULT" });
        Assert.That(_edge.Events<StoppageReasonGiven>(), Is.EqualTo([new StoppageReasonGiven(Some.Filler, began.Id, "JAM")]));
    }

    [Test]
    public async Task A_refusal_writes_nothing()
    {
        var outcome = await _edge.PerformAsync(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 11, "UNDERFILL"));

        Assert.That(outcome, Is.TypeOf<ActOutcome.Refused>());
        Assert.That(_edge.Events<QuantityReclassified>(), Is.Empty);
    }

    [Test]
    public async Task An_act_that_the_journal_could_not_take_is_answered_and_not_as_saved()
    {
        BreakTheJournal();

        var outcome = await _edge.PerformAsync(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 1, "UNDERFILL"));
        var later = await _edge.PerformAsync(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 1, "UNDERFILL"));

        Assert.That(outcome, Is.TypeOf<ActOutcome.Refused>());
        Assert.That(later, Is.EqualTo(outcome));
        Assert.That(_edge.Events<QuantityReclassified>(), Is.Empty);
    }

    void BreakTheJournal()
    {
        var file = Path.Combine(_edge.Configuration.DataFolder, "journal.db");
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Execute("create trigger full before insert on event begin select raise(abort, 'The disk is full.'); end");
    }

    static DateTimeOffset At(double seconds) => Some.Morning.AddSeconds(seconds);
}
