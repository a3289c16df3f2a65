using Mes.Central.Ledger;
using Mes.Central.Machines;
using Mes.Contracts.Events;
using Mes.Contracts.Live;
using Mes.Testing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Mes.Central.Tests.Machines;

sealed class When_a_machine_is_looked_at : CentralFixture
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    ManualClock _clock = null!;

    protected override Task<TestCentral> StartAsync() =>
        TestCentral.StartAsync(clock: _clock = new ManualClock(Start.AddSeconds(20)));

    [SetUp]
    public async Task SendAsync()
    {
        Edge.Write(Some.Filler(), Start);
        Edge.Write(new OrderRunStarted("demo/bottling", "PO-1", "WATER-05", "Water 0.5 l", 100), Start);
        Edge.Write(Some.State("RUNNING"), Start);
        Edge.Write(Some.Parts(0, 10, Start, Start.AddSeconds(10)), Start.AddSeconds(10));
        Edge.CompleteThrough = Start.AddSeconds(15);
        await Edge.SendAllAsync();
    }

    [Test]
    public async Task Fresh_facts_tell_its_state_order_and_counts()
    {
        var machine = await OverviewAsync();

        Assert.That((machine.State, machine.Since, machine.Good, machine.Scrap), Is.EqualTo(("RUNNING", Start, 10L, 0L)));
        Assert.That(machine.Order, Is.EqualTo(new OrderOverview("PO-1", "WATER-05", "Water 0.5 l", 100)));
        Assert.That(machine.CaughtUpTo, Is.EqualTo(Start.AddSeconds(15)));
        Assert.That(machine.LiveAt, Is.Null);
        Assert.That(machine.Oee!.ShiftName, Is.EqualTo("Early"));
    }

    [Test]
    public async Task A_fresh_live_view_wins_over_the_facts()
    {
        await PostLiveAsync("FAULT", tip: 99);

        var machine = await OverviewAsync();

        Assert.That((machine.State, machine.Good, machine.Scrap, machine.BacklogEvents), Is.EqualTo(("FAULT", 12L, 1L, 5L)));
        Assert.That(machine.CaughtUpTo, Is.EqualTo(Start.AddSeconds(15)), "its newest events are not here");
    }

    [Test]
    public async Task A_live_view_whose_events_are_all_here_vouches_for_the_facts()
    {
        await PostLiveAsync("RUNNING", tip: 4);

        Assert.That((await OverviewAsync()).CaughtUpTo, Is.EqualTo(Start.AddSeconds(19)));
    }

    [Test]
    public async Task After_long_silence_nothing_is_known()
    {
        await PostLiveAsync("RUNNING", tip: 4);
        _clock.Advance(TimeSpan.FromMinutes(2));

        var machine = await OverviewAsync();

        Assert.That((machine.State, machine.Since), Is.EqualTo(("NO_DATA", Start.AddSeconds(19))));
    }

    [Test]
    public async Task An_edge_that_is_gone_for_ten_seconds_is_not_taken_for_the_present()
    {
        await PostLiveAsync("RUNNING", tip: 4);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.That((await OverviewAsync()).State, Is.EqualTo("NO_DATA"));
    }

    [Test]
    public async Task Its_state_is_the_last_in_the_journal_whatever_the_time_says()
    {
        Edge.Write(Some.State("FAULT"), Start.AddSeconds(-3600));
        await Edge.SendAllAsync();

        Assert.That((await OverviewAsync()).State, Is.EqualTo("FAULT"));
    }

    [Test]
    public async Task The_reason_given_for_its_present_stop_is_told_until_it_runs_again()
    {
        Edge.Write(new ReasonDefined("demo/bottling", "JAM", "Bottle jam", "stop", Planned: false), Start);
        var stop = Edge.Write(Some.State("FAULT"), Start.AddSeconds(11));
        await Edge.SendAllAsync();
        var before = await OverviewAsync();
        Edge.Write(new StoppageReasonGiven(Some.Machine, stop, "JAM"), Start.AddSeconds(14));
        await Edge.SendAllAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var given = await OverviewAsync();
        await PostLiveAsync("FAULT", tip: 99);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var live = await OverviewAsync();
        await PostLiveAsync("RUNNING", tip: 99);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That((before.Reason, given.Reason, live.Reason), Is.EqualTo(((string?)null, "Bottle jam", "Bottle jam")));
        Assert.That((await OverviewAsync()).Reason, Is.Null);
    }

    [Test]
    public async Task A_later_stop_does_not_get_the_reason_of_an_earlier_one()
    {
        Edge.Write(new ReasonDefined("demo/bottling", "JAM", "Bottle jam", "stop", Planned: false), Start);
        var stop = Edge.Write(Some.State("FAULT"), Start.AddSeconds(5));
        Edge.Write(new StoppageReasonGiven(Some.Machine, stop, "JAM"), Start.AddSeconds(6));
        await Edge.SendAllAsync();
        await PostLiveAsync("FAULT", tip: 99, since: Start.AddSeconds(18));

        Assert.That((await OverviewAsync()).Reason, Is.Null, "the facts end at 15 s, the live stop began at 18 s");
    }

    [Test]
    public async Task Missing_data_have_a_cause()
    {
        Edge.Write(new GapOpened("plc", [Some.Machine], Start.AddSeconds(12), "The PLC does not answer."), Start.AddSeconds(12));
        await Edge.SendAllAsync();
        var told = await OverviewAsync();
        await PostLiveAsync("NO_DATA", tip: 99, cause: "The cable is out.");
        _clock.Advance(TimeSpan.FromSeconds(1));
        var live = await OverviewAsync();

        Assert.That((told.State, told.Cause), Is.EqualTo(("NO_DATA", "The PLC does not answer.")));
        Assert.That(live.Cause, Is.EqualTo("The cable is out."));
    }

    [Test]
    public async Task After_long_silence_the_line_PC_is_named_as_the_cause()
    {
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.That((await OverviewAsync()).Cause, Is.EqualTo("The line PC has sent nothing since then."));
    }

    [Test]
    public async Task Parts_made_while_data_was_missing_are_told_beside_the_others()
    {
        var across = Some.Parts(10, 17, Start.AddSeconds(10), Start.AddSeconds(14)) with { Estimated = true };
        Edge.Write(across, Start.AddSeconds(14));
        await Edge.SendAllAsync();

        var machine = await OverviewAsync();
        var detail = await Queries.MachineAsync(Some.Machine, Start, Start.AddSeconds(60), CancellationToken.None);

        Assert.That((machine.Good, machine.Estimated), Is.EqualTo((17L, 7L)));
        Assert.That(detail!.Counts.Sum(count => count.Estimated), Is.EqualTo(7));
    }

    [Test]
    public async Task Its_last_hours_are_told_from_its_first_fact_on()
    {
        var young = await OverviewAsync();
        _clock.Advance(TimeSpan.FromHours(9));
        var old = await OverviewAsync();

        var (known, now) = (Start.AddSeconds(15), Start.AddSeconds(20).AddHours(9));
        Assert.That(young.Recent, Is.EqualTo([new StateSpan(Start, known, "RUNNING", null)]), "no longer than it is known");
        Assert.That(old.Recent, Is.EqualTo([new StateSpan(now.AddHours(-8), now, "NO_DATA", null)]));
    }

    [Test]
    public async Task Its_time_line_has_no_holes_and_ends_in_no_data()
    {
        _clock.Advance(TimeSpan.FromMinutes(2));
        var to = Start.AddSeconds(60);

        var detail = await Queries.MachineAsync(Some.Machine, Start.AddSeconds(-10), to, CancellationToken.None);

        Assert.That(detail!.Timeline, Is.EqualTo([
            new StateSpan(Start.AddSeconds(-10), Start, "NO_DATA", null),
            new StateSpan(Start, Start.AddSeconds(15), "RUNNING", null),
            new StateSpan(Start.AddSeconds(15), to, "NO_DATA", null),
        ]));
    }

    [Test]
    public async Task Its_stops_have_their_class_and_the_name_of_their_reason()
    {
        Edge.Write(new ReasonDefined("demo/bottling", "JAM", "Bottle jam", "stop", Planned: false), Start);
        var stop = Edge.Write(Some.State("FAULT"), Start.AddSeconds(2));
        Edge.Write(Some.State("RUNNING"), Start.AddSeconds(13));
        Edge.Write(new StoppageReasonGiven(Some.Machine, stop, "JAM"), Start.AddSeconds(14));
        await Edge.SendAllAsync();

        var detail = await Queries.MachineAsync(Some.Machine, Start, Start.AddSeconds(60), CancellationToken.None);

        Assert.That(detail!.Stoppages, Is.EqualTo([
            new StoppageOverview(stop, Start.AddSeconds(2), Start.AddSeconds(13), "FAULT", "DOWNTIME", "JAM", "Bottle jam")]));
        Assert.That(
            detail.Timeline, Has.Some.EqualTo(new StateSpan(Start.AddSeconds(2), Start.AddSeconds(13), "FAULT", "Bottle jam")));
    }

    [Test]
    public async Task Pages_hear_of_facts_and_of_live_views()
    {
        var feed = Central.Services.GetRequiredService<LedgerFeed>();
        var before = feed.Version;
        await PostLiveAsync("RUNNING", tip: 4);
        var live = await feed.WaitForChangeAsync(before, CancellationToken.None);
        Edge.Write(Some.State("IDLE"), Start.AddSeconds(5));
        await Edge.SendAllAsync();

        Assert.That(await feed.WaitForChangeAsync(live, CancellationToken.None), Is.GreaterThan(live));
    }

    MachineQueries Queries => Central.Services.GetRequiredService<MachineQueries>();

    async Task<MachineOverview> OverviewAsync() => (await Queries.OverviewAsync(CancellationToken.None)).Single();

    async Task PostLiveAsync(string state, long tip, DateTimeOffset? since = null, string? cause = null)
    {
        using var answer = await Edge.PostLiveAsync(new LiveView(
            1, Edge.Incarnation, Start.AddSeconds(20), tip, Start.AddSeconds(19), 5, 0,
            [new LiveMachine(Some.Machine, state, since ?? Start.AddSeconds(12), 12, 1, cause)],
            new LiveOrder("PO-1", "WATER-05", "Water 0.5 l", 100)));
        Assert.That(answer.IsSuccessStatusCode, Is.True);
    }
}
