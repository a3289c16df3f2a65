using Mes.Contracts.Chain;
using Mes.Contracts.Events;
using Mes.Edge.Configuration;
using Mes.Edge.Execution;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Replication;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_central_fails : IAsyncDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    readonly ScriptedSource _plc = new();
    readonly TemporaryFolder _folder = new();
    EdgeConfiguration _configuration = null!;
    FlakyCentral _central = null!;

    [SetUp]
    public async Task StartCentral()
    {
        _configuration = Some.Configuration(_folder);
        _central = await FlakyCentral.StartAsync(_configuration.Key);
        _configuration = _configuration with { Central = _central.Address };
    }

    public async ValueTask DisposeAsync()
    {
        await _central.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Central_holds_every_event_in_order_once_it_answers()
    {
        await using var edge = await StartAsync();
        await MakePartsAsync();

        await DrainedAsync(edge);

        Assert.That(_central.Events.Select(held => held.Id), Is.EqualTo(edge.Events().Select(journaled => journaled.Id)));
    }

    [Test]
    public async Task A_batch_is_sent_again_until_central_comes_back()
    {
        _central.FailBatches(2);

        await using var edge = await StartAsync();
        await MakePartsAsync();
        await DrainedAsync(edge);

        Assert.That(_central.Events, Has.Count.EqualTo(edge.Events().Count));
    }

    [Test]
    public async Task The_screen_says_that_central_is_away_and_how_much_waits()
    {
        _central.Refuse(_ => true);

        await using var edge = await StartAsync();
        await MakePartsAsync();

        var view = await edge.ShowsAsync(view =>
            view.Central is { Fault: { } fault } && fault.Contains("500", StringComparison.Ordinal));
        Assert.That(view.Central.Connected, Is.False);
        Assert.That(view.Central.BacklogEvents, Is.GreaterThan(0));
    }

    [Test]
    public async Task A_lost_answer_leads_to_a_repeat_and_to_nothing_twice()
    {
        _central.LoseAnswers(1);

        await using var edge = await StartAsync();
        await MakePartsAsync();
        await DrainedAsync(edge);

        var events = _central.Batches.Where(batch => batch.Lane == Lane.Event).ToArray();
        Assert.That((events[1].First, events[1].Last), Is.EqualTo((events[0].First, events[0].Last)), "the same batch again");
        Assert.That(_central.Events.Select(held => held.Id), Is.EqualTo(edge.Events().Select(journaled => journaled.Id)));
        Assert.That(events.Skip(2).All(batch => batch.First > events[0].Last), "and nothing before it");
    }

    [Test]
    public async Task Events_go_before_telemetry()
    {
        _central.Refuse(_ => true);
        await using var edge = await StartAsync();
        await MakePartsAsync();
        var enoughForASegment = Enumerable.Range(0, 1_000)
            .Select(i => Some.Sample(Some.TemperatureTag, i, Some.Morning.AddSeconds(30)));
        await _plc.PublishAsync(Some.Morning.AddSeconds(31), [.. enoughForASegment]);
        await edge.ShowsAsync(view => view.Central.BacklogSegments > 0);

        _central.Refuse(_ => false);
        await DrainedAsync(edge);

        var lanes = _central.Batches.Select(batch => batch.Lane).ToArray();
        Assert.That(lanes[0], Is.EqualTo(Lane.Event));
        var backlog = _central.Batches[0];
        Assert.That(backlog.First, Is.EqualTo(1), "one batch holds the backlog");
        Assert.That(_central.Segments, Is.Not.Empty);
    }

    [Test]
    public async Task A_central_restored_from_a_backup_gets_what_it_lost()
    {
        await using (var edge = await StartAsync())
        {
            await MakePartsAsync();
            await DrainedAsync(edge);
        }

        _central.ForgetAfter(events: 3);
        await using var again = await RunningEdge.StartAsync(_configuration);
        await DrainedAsync(again);

        Assert.That(_central.Events.Select(held => held.Id), Is.EqualTo(again.Events().Select(journaled => journaled.Id)));
    }

    [Test]
    public async Task A_central_that_forgets_while_the_edge_runs_is_followed_back()
    {
        await using var edge = await StartAsync();
        await MakePartsAsync();
        await DrainedAsync(edge);

        _central.ForgetAfter(events: 3);
        await edge.PerformAsync(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 1, "UNDERFILL"));

        await Eventually.Async(
            () => _central.Events.Count == edge.Events().Count, Deadline, "central holds again what it forgot");
    }

    [Test]
    public async Task A_central_that_is_set_up_anew_is_greeted_again_and_gets_all()
    {
        await using var edge = await StartAsync();
        await MakePartsAsync();
        await DrainedAsync(edge);

        _central.ForgetEverything();
        await edge.PerformAsync(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 1, "UNDERFILL"));

        await edge.ShowsAsync(view => view.Central.Fault == "Say hello first.");
        await Eventually.Async(
            () => _central.Events.Count == edge.Events().Count, Deadline, "the new central holds everything");
    }

    [Test]
    public async Task A_fork_stops_the_sending_and_the_screen_says_so_while_work_goes_on()
    {
        await using var edge = await StartAsync();
        await MakePartsAsync();
        await DrainedAsync(edge);

        _central.IsForked = true;
        var act = await edge.PerformAsync(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 1, "UNDERFILL"));

        var view = await edge.ShowsAsync(view => view.Central.Fault is not null);
        Assert.That(view.Central.Fault, Does.StartWith("Central holds another history of this edge"));
        Assert.That(act, Is.TypeOf<ActOutcome.Accepted>());
        var sent = _central.Batches.Count;
        await edge.PerformAsync(new ReclassifyScrap(Guid.NewGuid(), Some.Filler, 1, "UNDERFILL"));
        Assert.That(_central.Batches, Has.Count.EqualTo(sent));
    }

    [Test]
    public async Task The_present_is_shown_even_while_no_batch_goes_through()
    {
        _central.Refuse(request => request.Request.Path.Value!.EndsWith("/batches", StringComparison.Ordinal));

        await using var edge = await StartAsync();
        await MakePartsAsync();

        await Eventually.Async(
            () => _central.Live is { } live && live.Machines.Any(machine => machine is { State: "RUNNING", Good: 10 }),
            Deadline, "the live view shows the running machine and its parts");
        Assert.That(_central.Live!.BacklogEvents, Is.GreaterThan(0));
        Assert.That(_central.Events, Is.Empty);
    }

    [Test]
    public async Task A_batch_claims_completeness_no_further_than_its_events_prove()
    {
        await using var edge = await StartAsync();
        await MakePartsAsync();
        await DrainedAsync(edge);

        Assert.That(
            _central.Batches.Where(batch => batch.Lane == Lane.Event).Select(batch => batch.CompleteThrough),
            Has.All.LessThanOrEqualTo(TimeProvider.System.GetUtcNow()));
        await Eventually.Async(
            () => _central.Live!.SettledThrough == Some.Morning.AddSeconds(30), Deadline, "the live view tells the settled time");
    }

    [Test]
    public async Task The_clock_is_compared_and_the_comparison_is_an_event()
    {
        await using var edge = await StartAsync();

        var view = await edge.ShowsAsync(view => view.Clock is not null);

        Assert.That(view.Clock!.Offset.Duration(), Is.LessThanOrEqualTo(view.Clock.Uncertainty + TimeSpan.FromMilliseconds(5)));
        await Eventually.Async(() => edge.Events<ClockObserved>().Count == 1, Deadline, "the comparison is in the journal");
    }

    Task<RunningEdge> StartAsync() => RunningEdge.StartAsync(_configuration, _plc);

    async Task MakePartsAsync()
    {
        await _plc.Connect(Some.Morning).PublishAsync(
            Some.Morning.AddSeconds(1), Some.State(Some.Running, Some.Morning), Some.Parts(100, Some.Morning));
        await _plc.PublishAsync(Some.Morning.AddSeconds(30), Some.Parts(110, Some.Morning.AddSeconds(5)));
    }

    static async Task DrainedAsync(RunningEdge edge) => await edge.ShowsAsync(view =>
        view.Machines.Count > 0 && view.Central is { BacklogEvents: 0, BacklogSegments: 0, LastAcknowledgedAt: not null });
}
