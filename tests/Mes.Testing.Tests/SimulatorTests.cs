using NUnit.Framework;

namespace Mes.Testing.Tests;

public sealed class SimulatorTests
{
    const int Execute = 6;
    const int Aborted = 9;
    const int Idle = 4;

    [Test]
    public async Task It_makes_exactly_the_bottles_asked_for_and_then_pauses()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Rate = 100 });
        await simulator.PauseAsync();
        var before = await simulator.StateAsync();

        await simulator.MakeAsync(50);
        var after = await simulator.MadeAsync(TimeSpan.FromSeconds(10));

        Assert.That(after.PartsMade - before.PartsMade, Is.EqualTo(50));
        Assert.That(after.Parts - before.Parts, Is.EqualTo(50));
        Assert.That(after.State, Is.EqualTo(Idle));
    }

    [Test]
    public async Task A_fault_lasts_as_long_as_asked_and_is_in_the_log()
    {
        await using var simulator = await Simulator.StartAsync();
        var duration = TimeSpan.FromMilliseconds(300);

        await simulator.FaultAsync(duration);
        await Eventually.Async(
            async () => (await simulator.StateAsync()).State == Execute, TimeSpan.FromSeconds(5), "the fault ends");

        var log = (await simulator.StateAsync()).StateLog;
        Assert.That(log.Select(t => t.State), Is.EqualTo([Execute, Aborted, Execute]));
        Assert.That(log[2].At - log[1].At, Is.EqualTo(duration).Within(TimeSpan.FromMilliseconds(200)));
    }

    [Test]
    public async Task A_counter_reset_takes_the_counter_but_not_what_was_made()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Rate = 100 });
        await simulator.MakeAsync(20);
        var before = await simulator.MadeAsync(TimeSpan.FromSeconds(10));

        var after = await simulator.ResetCounterAsync();

        Assert.That(after.Parts, Is.Zero);
        Assert.That(after.PartsMade, Is.EqualTo(before.PartsMade));
        Assert.That(after.CounterResets.Select(r => r.Lost), Is.EqualTo([(long)before.Parts]));
    }

    [Test]
    public async Task The_counter_rolls_over_at_32_bits()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Rate = 100 });
        await simulator.PauseAsync();
        await simulator.SetCounterAsync(uint.MaxValue - 4);

        await simulator.MakeAsync(10);
        var after = await simulator.MadeAsync(TimeSpan.FromSeconds(10));

        Assert.That(after.Parts, Is.EqualTo(5));
    }

    [Test]
    public async Task The_counter_survives_a_kill()
    {
        using var folder = new TemporaryFolder();
        var options = new SimulatorOptions { Rate = 100, StateFile = folder.File("counter.json") };
        await using var killed = await Simulator.StartAsync(options);
        await killed.MakeAsync(30);
        var before = await killed.MadeAsync(TimeSpan.FromSeconds(10));
        await killed.KillAsync();

        await using var restarted = await Simulator.StartAsync(options with { Rate = 0.01 });
        var after = await restarted.StateAsync();

        Assert.That((after.Parts, after.PartsMade), Is.EqualTo((before.Parts, before.PartsMade)));
    }

    [Test]
    public async Task While_disconnected_nobody_answers_and_production_goes_on()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorOptions { Rate = 100 });

        var before = await simulator.DisconnectAsync(TimeSpan.FromSeconds(1));
        var refused = !CanConnect(simulator.OpcUaPort);
        await Eventually.Async(
            () => CanConnect(simulator.OpcUaPort), TimeSpan.FromSeconds(10), "the server listens again");

        Assert.That(refused, Is.True);
        Assert.That(before.Listening, Is.False);
        Assert.That((await simulator.StateAsync()).PartsMade, Is.GreaterThan(before.PartsMade));
    }

    [Test]
    public async Task A_senseless_rate_is_refused_with_words()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.That(
            async () => await simulator.SetRateAsync(-1),
            Throws.ArgumentException.With.Message.Contains("value must be a number from 0.01 to 1000"));
    }

    static bool CanConnect(int port)
    {
        using var client = new System.Net.Sockets.TcpClient();
        try
        {
            client.Connect("127.0.0.1", port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
