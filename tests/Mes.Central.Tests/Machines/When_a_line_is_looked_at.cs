using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mes.Central.Machines;
using Mes.Contracts.Events;
using Mes.Testing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Mes.Central.Tests.Machines;

/// <summary>
/// Filler, capper and labeller in a shift of one minute, micro-stop limit 10 s; it is 07:00:50 and all facts are here. The capper
/// faults from 20 to 35 s; the filler is blocked from 24 s, the labeller starved from 26 s.
/// </summary>
sealed class When_a_line_is_looked_at : CentralFixture
{
    const string Line = "demo/bottling";

    static readonly DateTimeOffset Start = new(2026, 11, 20, 7, 0, 0, TimeSpan.Zero);

    static readonly string[] Names = ["filler", "capper", "labeller"];

    ManualClock _clock = null!;

    static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    protected override Task<TestCentral> StartAsync() =>
        TestCentral.StartAsync(Some.MinuteShifts, _clock = new ManualClock(At(50)));

    [SetUp]
    public async Task SendAsync()
    {
        foreach (var (name, cycle) in Names.Zip([1, 2, 1]))
        {
            Edge.Write(Some.Filler(TimeSpan.FromSeconds(cycle)) with { Machine = $"{Line}/{name}", Name = name }, Start);
            Edge.Write(State(name, "RUNNING"), Start);
        }

        Edge.Write(new OrderRunStarted(Line, "PO-1", "WATER-05", "Water 0.5 l", 100), Start);
        Edge.Write(new ReasonDefined(Line, "JAM", "Cap jam", "stop", Planned: false), Start);
        Edge.Write(Parts("filler", 1, 20, At(20)), At(20));
        Edge.Write(Parts("labeller", 3, 18, At(20)), At(20));
        var fault = Edge.Write(State("capper", "FAULT"), At(20));
        Edge.Write(State("filler", "IDLE"), At(24));
        Edge.Write(State("labeller", "IDLE"), At(26));
        Edge.Write(State("capper", "RUNNING"), At(35));
        Edge.Write(State("filler", "RUNNING"), At(37));
        Edge.Write(State("labeller", "RUNNING"), At(39));
        Edge.Write(new StoppageReasonGiven($"{Line}/capper", fault, "JAM"), At(40));
        Edge.Write(Parts("capper", 2, 15, At(50)), At(50));
        Edge.CompleteThrough = At(50);
        await Edge.SendAllAsync();
    }

    [Test]
    public async Task Its_quantity_is_the_last_machines_and_never_a_sum()
    {
        var line = await OverviewAsync();

        Assert.That((line.Good, line.Order!.Number), Is.EqualTo((18L, "PO-1")));
        Assert.That((line.Name, line.Machines.Select(machine => machine.Name)), Is.EqualTo(("Bottling line", Names)));
    }

    [Test]
    public async Task Its_OEE_is_a_ratio_of_sums()
    {
        var line = await OverviewAsync();
        var detail = await DetailAsync(At(0), At(60));

        // Good ideal time of 20 × 1 s + 15 × 2 s + 18 × 1 s over 3 × 50 s.
        Assert.That(line.Oee!.Value, Is.EqualTo(decimal.Round(68m / 150, 4)));
        Assert.That(detail.Oee, Is.EqualTo(line.Oee.Value));
    }

    [Test]
    public async Task What_each_machine_was_to_the_line_adds_up_to_the_time()
    {
        var detail = await DetailAsync(At(0), At(60));

        Assert.That(detail.Machines.Select(machine => (machine.Blocked, machine.Starved, machine.Fault)), Is.EqualTo([
            (Seconds(13), TimeSpan.Zero, TimeSpan.Zero), (TimeSpan.Zero, TimeSpan.Zero, Seconds(15)),
            (TimeSpan.Zero, Seconds(13), TimeSpan.Zero)]));
        foreach (var machine in detail.Machines)
        {
            Assert.That(
                machine.Running + machine.Idle + machine.Starved + machine.Blocked + machine.Fault + machine.Maintenance
                    + machine.NotPlanned + machine.NoData,
                Is.EqualTo(Seconds(50)), machine.Name);
        }
    }

    [Test]
    public async Task The_machine_that_never_waited_is_the_bottleneck()
    {
        var found = (await DetailAsync(At(0), At(60))).Bottleneck;

        Assert.That(found.Machine, Is.EqualTo($"{Line}/capper"));
        Assert.That((found.Held[$"{Line}/capper"], found.Known), Is.EqualTo((Seconds(50), Seconds(50))));
    }

    [Test]
    public async Task Units_an_hour_stand_beside_the_ideal()
    {
        var capper = (await DetailAsync(At(0), At(60))).Machines[1];

        Assert.That((capper.UnitsPerHour, capper.IdealUnitsPerHour), Is.EqualTo((15m * 3600 / 50, 1800m)));
    }

    [Test]
    public async Task Programs_get_the_same()
    {
        var lines = await Central.Http.GetFromJsonAsync<JsonElement>("/api/v1/lines");
        var (from, to) = (Uri.EscapeDataString(At(0).ToString("O")), Uri.EscapeDataString(At(60).ToString("O")));
        var detail = await Central.Http.GetFromJsonAsync<JsonElement>($"/api/v1/lines/bottling?from={from}&to={to}");
        using var nothing = await Central.Http.GetAsync("/api/v1/lines/none");
        using var nonsense = await Central.Http.GetAsync($"/api/v1/lines/bottling?from={to}&to={from}");

        Assert.That(lines[0].GetProperty("line").GetString(), Is.EqualTo(Line));
        Assert.That(
            detail.GetProperty("bottleneck").GetProperty("machine").GetString(), Is.EqualTo($"{Line}/capper"));
        Assert.That(nothing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(nonsense.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Its_page_points_at_the_bottleneck_and_says_how_it_was_found()
    {
        var page = await PageAsync("/lines/bottling");

        Assert.That(page, Does.Match("(?s)What holds the line back.*>capper</a>.*100.0 % of"));
        Assert.That(page, Does.Contain("Winter Simulation Conference 2002"));
        Assert.That(page, Does.Match("(?s)class=\"pareto\".*Cap jam.*15 s"));
    }

    [Test]
    public async Task The_overview_says_what_stands_since_when_why_and_what_it_costs()
    {
        Edge.Write(State("capper", "FAULT"), At(51));
        Edge.CompleteThrough = At(62);
        _clock.Advance(Seconds(13));
        await Edge.SendAllAsync();

        var page = await PageAsync("/");

        Assert.That(page, Does.Contain("capper is not running."));
        Assert.That(page, Does.Match("(?s)no reason given yet.*1 parts not made"), "3 s of this shift at 2 s a part");
    }

    [Test]
    public async Task The_overview_is_searched_and_paged_on_the_server()
    {
        var found = await PageAsync("/?q=label");
        var other = await PageAsync("/?q=nowhere");

        Assert.That(found, Does.Contain("Bottling line"));
        Assert.That(other, Does.Contain("No line or machine is called so.").And.Not.Contain("class=\"tiles\""));
    }

    [Test]
    public async Task More_machines_do_not_take_more_statements()
    {
        var one = await StatementsAsync();
        for (var number = 0; number < 40; number++)
        {
            Edge.Write(Some.Filler() with { Machine = $"demo/line-{number}/filler", Name = $"Filler {number}" }, At(41));
            Edge.Write(new OrderRunStarted($"demo/line-{number}", "PO-2", "X", "X", 5), At(42));
        }

        await Edge.SendAllAsync();
        _clock.Advance(Seconds(2));

        // What is kept for a second may be asked for again, once.
        Assert.That(await StatementsAsync(), Is.EqualTo(one).Within(2));
        Assert.That(one, Is.GreaterThan(2));
    }

    [Test]
    public async Task The_stops_are_a_table_for_a_spreadsheet()
    {
        var (from, to) = (Uri.EscapeDataString(At(0).ToString("O")), Uri.EscapeDataString(At(60).ToString("O")));

        var csv = await Central.Http.GetStringAsync($"/machines/bottling/capper/stops.csv?from={from}&to={to}");

        Assert.That(csv, Is.EqualTo(
            "from,to,duration_s,state,class,reason,reason_name\r\n"
            + "2026-11-20T07:00:20.000Z,2026-11-20T07:00:35.000Z,15,FAULT,DOWNTIME,JAM,Cap jam\r\n"));
    }

    static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    static MachineStateChanged State(string machine, string state) => new($"{Line}/{machine}", state, "6");

    static PartsCounted Parts(string machine, long tag, long made, DateTimeOffset until) =>
        new(tag, $"{Line}/{machine}", 0, 0, made, made, Start, until, Estimated: false);

    LineQueries Queries => Central.Services.GetRequiredService<LineQueries>();

    async Task<LineOverview> OverviewAsync() => (await Queries.OverviewAsync(CancellationToken.None)).Single();

    async Task<LineDetail> DetailAsync(DateTimeOffset from, DateTimeOffset to) =>
        (await Queries.LineAsync(Line, from, to, CancellationToken.None))!;

    async Task<string> PageAsync(string path) => WebUtility.HtmlDecode(await Central.Http.GetStringAsync(path));

    /// <summary>How many statements reading every line takes.</summary>
    async Task<int> StatementsAsync()
    {
        // Others ask the database too: only what this question asks is counted.
        using var question = new Activity("question").Start();
        var count = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => count += activity.TraceId == question.TraceId ? 1 : 0,
        };
        ActivitySource.AddActivityListener(listener);
        await Queries.OverviewAsync(CancellationToken.None);
        return count;
    }
}
