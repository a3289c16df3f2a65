using System.Text.Json;
using NUnit.Framework;

namespace Mes.Testing.Tests;

/// <summary>What goes wrong by seed, or when a test asks for it.</summary>
public sealed class SimulatorMischiefTests
{
    const int Stopped = 2;
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    static readonly SimulatorOptions WholeLine = new() { Machines = SimulatorOptions.WholeLine, Rate = 20 };

    [Test]
    public async Task The_same_seed_gives_the_same_troubles_and_readings_and_another_gives_others()
    {
        var lives = new List<string>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Seed = seed, Rate = 50 });
            await simulator.MakeUpToAsync(300);
            var weight = (await simulator.MadeAsync(Soon)).Values["FillWeight"];
            lives.Add(JsonSerializer.Serialize(await simulator.PlanAsync("filler")) + $"{weight.Count}: {weight.Value}");
        }

        Assert.That(lives[1], Is.EqualTo(lives[0]));
        Assert.That(lives[2], Is.Not.EqualTo(lives[0]));
    }

    [Test]
    public async Task A_sensor_of_parts_reads_once_for_each_part()
    {
        await using var simulator = await Simulator.StartAsync(WholeLine);
        await Eventually.Async(
            async () => (await simulator.StateAsync("capper")).PartsMade > 40, Soon, "the capper makes some parts");

        var line = await simulator.LineAsync();

        Assert.That(line.Machines["capper"].Values["Torque"].Count, Is.EqualTo(line.Machines["capper"].PartsMade));
        Assert.That(line.Machines["filler"].Values["FillWeight"].Count, Is.EqualTo(line.Machines["filler"].PartsMade));
    }

    [Test]
    public async Task A_bearing_wears_until_it_is_maintained_in_manual_mode()
    {
        await using var simulator = await Simulator.StartAsync(WholeLine);

        await simulator.StartDriftAsync("capper", perSecond: 5);
        await Eventually.Async(
            async () => (await simulator.StateAsync("capper")).Values["Vibration"].Value > 4, Soon, "vibration rises");
        var maintained = await simulator.MaintainBearingAsync("capper", TimeSpan.FromSeconds(0.3));

        Assert.That((maintained.State, maintained.Cause, maintained.Wear), Is.EqualTo((Stopped, "maintenance", 0d)));
        await Eventually.Async(
            async () => (await simulator.StateAsync("capper")) is { Cause: not "maintenance" } capper
                && capper.Values["Vibration"].Value < 3,
            Soon, "it runs on as new");
    }

    [Test]
    public async Task A_bearing_that_a_machine_does_not_have_cannot_wear()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.That(
            async () => await simulator.StartDriftAsync("filler", perSecond: 5),
            Throws.ArgumentException.With.Message.Contains("no bearing"));
        Assert.That(
            async () => await simulator.PauseAsync("capper"),
            Throws.ArgumentException.With.Message.Contains("machine must be one of filler"));
    }

    [Test]
    public async Task A_spike_spoils_one_reading()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Rate = 0.2 });
        var before = (await simulator.StateAsync()).Values["Pressure"].Count;

        await simulator.SpikeAsync("filler", "pressure", size: 10);

        await ReadAsync(simulator, before + 1, Is.GreaterThan(10));
        await ReadAsync(simulator, before + 2, Is.LessThan(4));
    }

    [Test]
    public async Task A_stepped_clock_moves_time_stamps_and_nothing_else([Values(-3600, 90)] int seconds)
    {
        await using var simulator = await Simulator.StartAsync();
        await simulator.StepClockAsync(TimeSpan.FromSeconds(seconds));

        await simulator.StopAsync(TimeSpan.FromSeconds(0.5));
        await Eventually.Async(async () => (await simulator.StateAsync()).State != Stopped, Soon, "the stop ends");

        var log = (await simulator.StateAsync()).StateLog;
        Assert.Multiple(() =>
        {
            Assert.That(
                log.Select(entry => Math.Round((entry.At - entry.RealAt).TotalSeconds)), Is.EqualTo([0, seconds, seconds]));
            Assert.That((log[2].At - log[1].At).TotalSeconds, Is.EqualTo(0.5).Within(0.2));
        });
        Assert.That((await simulator.LineAsync()).Clock.Steps.Select(step => step.Seconds), Is.EqualTo([(double)seconds]));
    }

    [Test]
    public async Task The_load_changes_as_often_as_asked()
    {
        var options = new SimulatorOptions { LoadTags = 100, LoadChangesPerSecond = 2000 };
        await using var simulator = await Simulator.StartAsync(options);
        var started = TimeProvider.System.GetTimestamp();
        var before = (await simulator.LineAsync()).Load!.Changes;

        await Eventually.Async(async () => (await simulator.LineAsync()).Load!.Changes >= before + 2000, Soon, "changes");

        Assert.That(TimeProvider.System.GetElapsedTime(started).TotalSeconds, Is.EqualTo(1).Within(0.5));
    }

    static async Task ReadAsync(Simulator simulator, long count, NUnit.Framework.Constraints.IResolveConstraint expected)
    {
        SimulatorState.Reading? reading = null;
        await Eventually.Async(
            async () => (reading = (await simulator.StateAsync()).Values["Pressure"]).Count >= count, Soon, "the sensor reads");
        Assert.That(reading!.Value, expected);
    }
}
