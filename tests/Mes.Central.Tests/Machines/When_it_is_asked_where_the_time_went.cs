using System.Net;
using Mes.Central.Machines;
using Mes.Contracts.Events;
using Mes.Domain.Performance;
using Mes.Testing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Mes.Central.Tests.Machines;

/// <summary>Shifts of one minute; micro-stop limit 10 s, ideal cycle 1 s. It is 07:01:30; facts are here up to then.</summary>
sealed class When_it_is_asked_where_the_time_went : CentralFixture
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 7, 0, 0, TimeSpan.Zero);

    static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    protected override Task<TestCentral> StartAsync() => TestCentral.StartAsync(Some.MinuteShifts, new ManualClock(At(90)));

    [SetUp]
    public async Task SendAsync()
    {
        Edge.Write(Some.Filler(), Start);
        Edge.Write(new ReasonDefined("demo/bottling", "CLEANING", "Cleaning", "stop", Planned: true), Start);
        Edge.Write(Some.State("RUNNING"), Start);
        Edge.Write(Some.Parts(0, 20, At(0), At(30)), At(30));
        Edge.Write(new QuantityReclassified(Some.Machine, "GOOD", "SCRAP", 5, "UNDERFILL", null), At(31));
        Edge.Write(Some.State("IDLE"), At(32));
        Edge.Write(Some.State("RUNNING"), At(36));
        var cleaning = Edge.Write(Some.State("IDLE"), At(40));
        Edge.Write(new StoppageReasonGiven(Some.Machine, cleaning, "CLEANING"), At(45));
        Edge.Write(Some.State("RUNNING"), At(58));
        Edge.Write(Some.Parts(20, 25, At(58), At(70)), At(70));
        Edge.Write(Some.State("FAULT"), At(70));
        Edge.Write(Some.State("RUNNING"), At(83));
        Edge.CompleteThrough = At(90);
        await Edge.SendAllAsync();
    }

    [Test]
    public async Task Each_second_of_a_closed_shift_is_in_exactly_one_class()
    {
        var losses = await LossesAsync(At(0), At(60));

        Assert.That(losses!.Times.Elapsed, Is.EqualTo(Seconds(60)));
        Assert.That(losses.Times.PlannedStop, Is.EqualTo(Seconds(18)));
        Assert.That(losses.Times.MicroStop, Is.EqualTo(Seconds(4)));
        Assert.That(
            (losses.IdealTimeOfGood, losses.IdealTimeOfScrap, losses.SpeedLoss),
            Is.EqualTo((Seconds(15), Seconds(5), Seconds(18))), "15 good and 5 scrap of 1 s in 38 s of running");
    }

    [Test]
    public async Task The_classes_of_a_running_shift_add_up_to_its_time_so_far()
    {
        var losses = await LossesAsync(At(60), At(120));

        Assert.That(losses!.Times.Elapsed, Is.EqualTo(Seconds(30)), "07:01:00 to 07:01:30");
        Assert.That((losses.Times.Downtime, losses.Fault), Is.EqualTo((Seconds(13), Seconds(13))));
        Assert.That(losses.Times.Running, Is.EqualTo(losses.IdealTimeOfGood + losses.IdealTimeOfScrap + losses.SpeedLoss));
    }

    [Test]
    public async Task A_stretch_across_shifts_has_the_sums_of_its_parts()
    {
        var whole = await FiguresAsync(At(10), At(80));
        var first = await FiguresAsync(At(10), At(60));
        var second = await FiguresAsync(At(60), At(80));

        Assert.That(whole!.Losses, Is.EqualTo(first!.Losses + second!.Losses));
        Assert.That(whole.Terms, Is.EqualTo(first.Terms + second.Terms), "a ratio of sums, never a mean of ratios");
        Assert.That(whole.Losses.Times.Elapsed, Is.EqualTo(Seconds(70)));
        Assert.That(whole.Losses.Fault, Is.EqualTo(Seconds(10)), "the fault of 13 s is downtime though 3 s of it lie outside");
    }

    [Test]
    public async Task Right_after_its_end_a_shift_has_its_figures()
    {
        // It is 07:01:30: the shift that ended half a minute ago is in no table of closed shifts yet.
        Assert.That((await FiguresAsync(At(0), At(60)))!.Oee.Value, Is.Not.Null);
    }

    [Test]
    public async Task Time_to_come_has_no_figures()
    {
        Assert.That(await FiguresAsync(At(600), At(660)), Is.Null);
    }

    [Test]
    public async Task The_page_names_every_class_with_its_duration_and_share()
    {
        var page = await PageAsync(At(0), At(60));

        Assert.That(page, Does.Match(Line("Good parts at ideal speed", "15 s", "25.0")));
        Assert.That(page, Does.Match(Line("Scrap", "5 s", "8.3")));
        Assert.That(page, Does.Match(Line("Speed loss", "18 s", "30.0")));
        Assert.That(page, Does.Match(Line("Micro-stops", "4 s", "6.7")));
        Assert.That(page, Does.Match(Line("Downtime: fault", "0 s", "0.0")));
        Assert.That(page, Does.Match(Line("Planned stops", "18 s", "30.0")));
        Assert.That(page, Does.Match(Line("Planned and known", "42 s", "70.0")));
        Assert.That(page, Does.Match(Line("No data", "0 s", "0.0")));
    }

    [Test]
    public async Task The_costliest_reason_is_named_first_and_leads_to_its_stops()
    {
        var page = await PageAsync(At(60), At(120));

        Assert.That(page, Does.Match(@"(?s)class=""pareto"".*No reason given yet.*13 s"));
        Assert.That(page, Does.Match(@"href=""/machines/bottling/filler\?from=[^""]*reason=~none"""));
    }

    static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    static string Line(string word, string duration, string share) =>
        $@"(?s)<th[^>]*>{word}</th>((?!</tr>).)*>{duration}</td>((?!</tr>).)*>{share}<";

    async Task<TimeLosses?> LossesAsync(DateTimeOffset from, DateTimeOffset to) => (await FiguresAsync(from, to))?.Losses;

    async Task<RangeFigures?> FiguresAsync(DateTimeOffset from, DateTimeOffset to) =>
        (await Central.Services.GetRequiredService<MachineQueries>()
            .MachineAsync(Some.Machine, from, to, CancellationToken.None))!.Figures;

    async Task<string> PageAsync(DateTimeOffset from, DateTimeOffset to)
    {
        var query = $"?from={Uri.EscapeDataString(from.ToString("O"))}&to={Uri.EscapeDataString(to.ToString("O"))}";
        return WebUtility.HtmlDecode(await Central.Http.GetStringAsync($"/machines/bottling/filler{query}"));
    }
}
