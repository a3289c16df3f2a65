using System.Net;
using Mes.Central.Machines;
using Mes.Central.Machines.Pages;
using Mes.Contracts.Events;
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
        Assert.That(losses.Times.Downtime, Is.EqualTo(Seconds(13)));
        Assert.That(losses.Times.Running, Is.EqualTo(losses.IdealTimeOfGood + losses.IdealTimeOfScrap + losses.SpeedLoss));
    }

    [Test]
    public async Task A_stretch_that_is_no_shift_has_none()
    {
        Assert.That(await LossesAsync(At(10), At(70)), Is.Null);
    }

    [Test]
    public async Task The_page_names_every_class_with_its_duration_and_share()
    {
        var page = await PageAsync(At(0), At(60));

        Assert.That(page, Does.Match(Line("Good parts at ideal speed", "15 s", "25.0")));
        Assert.That(page, Does.Match(Line("Scrap", "5 s", "8.3")));
        Assert.That(page, Does.Match(Line("Speed loss", "18 s", "30.0")));
        Assert.That(page, Does.Match(Line("Micro-stops", "4 s", "6.7")));
        Assert.That(page, Does.Match(Line("Downtime", "0 s", "0.0")));
        Assert.That(page, Does.Match(Line("Planned stops", "18 s", "30.0")));
        Assert.That(page, Does.Match(Line("Breaks", "0 s", "0.0")));
        Assert.That(page, Does.Match(Line("No data", "0 s", "0.0")));
    }

    static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    static string Line(string word, string duration, string share) =>
        $@"(?s)<td[^>]*>{word}</td>((?!</tr>).)*>{duration}</td>((?!</tr>).)*>{share}<";

    async Task<ReportLosses?> LossesAsync(DateTimeOffset from, DateTimeOffset to)
    {
        var detail = await Central.Services.GetRequiredService<MachineQueries>()
            .MachineAsync(Some.Machine, from, to, CancellationToken.None);
        return MachineReport.Of(detail!, "bottling", new ReportRange(from, to, null)).Losses;
    }

    async Task<string> PageAsync(DateTimeOffset from, DateTimeOffset to)
    {
        // A page shows losses beside the shift's OEE, which is made first.
        await Central.Services.GetRequiredService<OeeRefresher>().RefreshAsync(CancellationToken.None);
        var query = $"?from={Uri.EscapeDataString(from.ToString("O"))}&to={Uri.EscapeDataString(to.ToString("O"))}";
        return WebUtility.HtmlDecode(await Central.Http.GetStringAsync($"/machines/bottling/filler{query}"));
    }
}
