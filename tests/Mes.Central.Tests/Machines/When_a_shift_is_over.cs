using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Mes.Central.Machines;
using Mes.Contracts.Events;
using Mes.Testing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Mes.Central.Tests.Machines;

/// <summary>Shifts of one minute; micro-stop limit 10 s, ideal cycle 1 s.</summary>
sealed class When_a_shift_is_over : CentralFixture
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    protected override Task<TestCentral> StartAsync() => TestCentral.StartAsync(Some.MinuteShifts, new ManualClock(At(300)));

    [SetUp]
    public void Define()
    {
        Edge.Write(Some.Filler(), Start);
        Edge.Write(Some.State("RUNNING"), Start);
    }

    [Test]
    public async Task A_fault_of_half_of_it_gives_what_a_spreadsheet_gives()
    {
        // 08:00:00 running, 10 parts; 08:00:10 to 08:00:40 fault; 15 parts to the end, 5 of them scrap.
        Edge.Write(Some.Parts(0, 10, At(0), At(10)), At(10));
        Edge.Write(Some.State("FAULT"), At(10));
        Edge.Write(Some.State("RUNNING"), At(40));
        Edge.Write(Some.Parts(10, 25, At(40), At(60)), At(60));
        Edge.Write(new QuantityReclassified(Some.Machine, "GOOD", "SCRAP", 5, "UNDERFILL", null), At(50));
        await SendAsync(completeThrough: At(60));

        var shift = await ShiftAsync(Start);

        Assert.That(shift.Availability, Is.EqualTo(0.5m), "30 s of 60 s");
        Assert.That(shift.Performance, Is.EqualTo(0.8333m), "25 parts of 1 s in 30 s");
        Assert.That(shift.Quality, Is.EqualTo(0.8m), "20 of 25");
        Assert.That(shift.Value, Is.EqualTo(0.3333m), "20 good parts of 1 s in 60 s");
        Assert.That((shift.Coverage, shift.Produced, shift.Good, shift.Scrap), Is.EqualTo((1m, 25L, 20L, 5L)));
    }

    [Test]
    public async Task A_stop_shorter_than_the_limit_costs_performance_not_availability()
    {
        Edge.Write(Some.State("IDLE"), At(10));
        Edge.Write(Some.State("RUNNING"), At(19));
        Edge.Write(Some.Parts(0, 30, At(0), At(60)), At(60));
        await SendAsync(completeThrough: At(60));

        var shift = await ShiftAsync(Start);

        Assert.That((shift.Availability, shift.Performance), Is.EqualTo((1m, 0.5m)));
    }

    [Test]
    public async Task A_late_fact_corrects_it()
    {
        await SendAsync(completeThrough: At(120));
        var before = await ShiftAsync(Start);
        Edge.Write(Some.State("FAULT"), At(30));
        Edge.Write(Some.State("RUNNING"), At(75));
        await SendAsync(completeThrough: At(120));

        var first = await ShiftAsync(Start);
        var second = await ShiftAsync(At(60));

        Assert.That(before.Availability, Is.EqualTo(1m));
        Assert.That((first.Availability, second.Availability), Is.EqualTo((0.5m, 0.75m)));
    }

    [Test]
    public async Task A_stop_that_goes_on_beyond_it_is_classed_by_its_whole_length()
    {
        Edge.Write(Some.State("FAULT"), At(55));
        await SendAsync(completeThrough: At(60));
        var before = await ShiftAsync(Start);
        Edge.Write(Some.State("RUNNING"), At(66));
        await SendAsync(completeThrough: At(120));

        var after = await ShiftAsync(Start);

        Assert.That(before.Availability, Is.EqualTo(1m), "5 s so far");
        Assert.That(after.Availability, Is.EqualTo(0.9167m), "5 s of a stop of 11 s");
    }

    [Test]
    public async Task A_planned_reason_takes_the_stop_out_of_planned_time()
    {
        Edge.Write(new ReasonDefined("demo/bottling", "CLEANING", "Cleaning", "stop", Planned: true), Start);
        var stop = Edge.Write(Some.State("IDLE"), At(15));
        Edge.Write(Some.State("RUNNING"), At(45));
        await SendAsync(completeThrough: At(60));
        var before = await ShiftAsync(Start);
        Edge.Write(new StoppageReasonGiven(Some.Machine, stop, "CLEANING"), At(70));
        await SendAsync(completeThrough: At(60));

        var after = await ShiftAsync(Start);

        Assert.That((before.Availability, after.Availability), Is.EqualTo((0.5m, 1m)));
    }

    [Test]
    public async Task Time_without_data_lowers_its_coverage_and_nothing_else()
    {
        var opened = Edge.Write(new GapOpened("plc", [Some.Machine], At(15), "The line PC was off."), At(15));
        Edge.Write(new GapClosed(opened, "plc", [Some.Machine], At(15), At(45), "The line PC was off."), At(45));
        Edge.Write(Some.State("RUNNING"), At(45));
        await SendAsync(completeThrough: At(60));

        var shift = await ShiftAsync(Start);

        Assert.That((shift.Availability, shift.Coverage), Is.EqualTo((1m, 0.5m)));
    }

    [Test]
    public async Task What_is_missing_of_it_comes_in_when_the_edge_catches_up()
    {
        await SendAsync(completeThrough: At(30));
        var before = await ShiftAsync(Start);
        Edge.Write(Some.Parts(0, 60, At(0), At(60)), At(60));
        await SendAsync(completeThrough: At(60));

        var after = await ShiftAsync(Start);

        Assert.That((before.Coverage, before.Produced), Is.EqualTo((0.5m, 0L)));
        Assert.That((after.Coverage, after.Produced), Is.EqualTo((1m, 60L)));
    }

    [Test]
    public async Task Its_figures_come_again_with_the_same_rows_after_a_drop()
    {
        Edge.Write(Some.Parts(0, 10, At(0), At(10)), At(10));
        Edge.Write(Some.State("FAULT"), At(55));
        await SendAsync(completeThrough: At(180));
        Edge.Write(Some.State("RUNNING"), At(130));
        await SendAsync(completeThrough: At(180));
        await RefreshAsync();
        var before = await Central.QueryAsync<string>("select o::text from oee_by_shift o where shift_to <= @To order by 1", new { To = At(180) });

        await Central.ExecuteAsync("truncate oee_by_shift");
        await RefreshAsync();

        var after = await Central.QueryAsync<string>("select o::text from oee_by_shift o where shift_to <= @To order by 1", new { To = At(180) });
        Assert.That(before, Has.Count.EqualTo(3));
        Assert.That(after, Is.EqualTo(before));
    }

    [Test]
    public async Task The_api_tells_it()
    {
        Edge.Write(Some.Parts(0, 30, At(0), At(60)), At(60));
        await SendAsync(completeThrough: At(60));
        await RefreshAsync();

        var query = $"?from={Uri.EscapeDataString(Start.ToString("O"))}&to={Uri.EscapeDataString(At(60).ToString("O"))}";
        var shifts = await Central.Http.GetFromJsonAsync<JsonArray>($"/api/v1/machines/bottling/filler/shifts{query}");
        var machine = await Central.Http.GetFromJsonAsync<JsonObject>($"/api/v1/machines/bottling/filler{query}");
        var machines = await Central.Http.GetFromJsonAsync<JsonArray>("/api/v1/machines");

        Assert.That(shifts!.Single()!["value"]!.GetValue<decimal>(), Is.EqualTo(0.5m));
        Assert.That(machine!["timeline"]!.AsArray().Single()!["state"]!.GetValue<string>(), Is.EqualTo("RUNNING"));
        Assert.That(machine["counts"]!.AsArray().Single()!["good"]!.GetValue<long>(), Is.EqualTo(30));
        Assert.That(machines!.Single()!["machine"]!.GetValue<string>(), Is.EqualTo(Some.Machine));
    }

    Task SendAsync(DateTimeOffset completeThrough)
    {
        Edge.CompleteThrough = completeThrough;
        return Edge.SendAllAsync();
    }

    Task RefreshAsync() => Central.Services.GetRequiredService<OeeRefresher>().RefreshAsync(CancellationToken.None);

    async Task<ShiftOee> ShiftAsync(DateTimeOffset from)
    {
        await RefreshAsync();
        var shifts = await Central.Services.GetRequiredService<MachineQueries>()
            .ShiftsAsync(Some.Machine, from, from.AddSeconds(60), CancellationToken.None);
        return shifts.Single();
    }
}
