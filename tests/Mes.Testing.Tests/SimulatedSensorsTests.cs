using System.Text.Json;
using NUnit.Framework;

namespace Mes.Testing.Tests;

/// <summary>The machines that speak MQTT, heard at a real broker by a client that is not ours.</summary>
public sealed class SimulatedSensorsTests
{
    const int Bottles = 60;
    static readonly string[] Sampled = ["capper/vibration", "labeller/pressure", "labeller/vibration"];
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    static readonly SimulatorOptions WholeLine = new() { Machines = SimulatorOptions.WholeLine, Rate = 20 };

    [Test]
    public async Task A_broker_that_comes_back_has_the_newest_count_for_whoever_comes_later()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var simulator = await Simulator.StartAsync(WholeLine with { Broker = broker.Url });
        await simulator.MakeUpToAsync(Bottles, "filler");
        await LabelledAsync(simulator, Bottles / 3);
        await broker.StopAsync();
        await LabelledAsync(simulator, Bottles);

        await broker.StartAgainAsync();
        await Eventually.Async(
            async () => (await simulator.LineAsync()).Mqtt is { Connected: true, Waiting: 0 }, Soon, "all is delivered");
        await using var ear = await ListenAsync(broker.Url);
        await Eventually.Async(() => Heard(ear, "labeller/parts").Count > 0, Soon, "the broker has the counter");
        Assert.That(Heard(ear, "labeller/parts")[0], Is.EqualTo(("retained", (double)Bottles)));
    }

    [Test]
    public async Task What_the_sensors_say_is_what_the_machines_did()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var ear = await ListenAsync(broker.Url);
        await using var simulator = await Simulator.StartAsync(WholeLine with { Broker = broker.Url });
        await simulator.MakeUpToAsync(Bottles, "filler");
        await LabelledAsync(simulator, Bottles / 3);
        await simulator.DisconnectMqttAsync(TimeSpan.FromSeconds(1));
        await LabelledAsync(simulator, Bottles);
        await Eventually.Async(
            () => Heard(ear, "labeller/parts").LastOrDefault().Value == Bottles, Soon, "the last label is heard");

        var counter = 0d;
        var shown = (await simulator.CyclesAsync("labeller")).Select(cycle => counter += cycle.Parts).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(Heard(ear, "labeller/parts").Select(heard => heard.Value).Where(value => value > 0), Is.EqualTo(shown));
            Assert.That(Heard(ear, "capper/torque"), Has.Count.EqualTo(Bottles));
            foreach (var topic in Sampled)
            {
                Assert.That(Heard(ear, topic), Is.Not.Empty, topic);
            }
        });
    }

    [Test]
    public async Task Without_a_broker_given_it_brings_its_own()
    {
        await using var simulator = await Simulator.StartAsync(WholeLine);
        await using var ear = await ListenAsync(simulator.Broker!);

        await Eventually.Async(() => Heard(ear, "labeller/parts").Count > 5, Soon, "counts are heard");
    }

    [Test]
    public async Task A_line_without_MQTT_machines_needs_no_broker()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.That(simulator.Broker, Is.Null);
        Assert.That(
            async () => await simulator.DisconnectMqttAsync(TimeSpan.FromSeconds(1)),
            Throws.ArgumentException.With.Message.Contains("No machine of this line speaks MQTT"));
    }

    static Task LabelledAsync(Simulator simulator, int count) => Eventually.Async(
        async () => (await simulator.StateAsync("labeller")).PartsMade >= count, Soon, $"{count} bottles are labelled");

    static async Task<RunningProcess> ListenAsync(string broker)
    {
        var ear = RunningProcess.Start(
            "node", [Repository.Path("tests", "simulator", "listen.mjs"), broker, "demo/bottling/#"]);
        await ear.WaitForLineAsync(line => line == "listening", Soon);
        return ear;
    }

    /// <summary>What came under this topic so far: "retained" or "live", and the value.</summary>
    static List<(string How, double Value)> Heard(RunningProcess ear, string topic) =>
    [
        .. ear.Lines.Select(line => line.Split(' ', 3))
            .Where(words => words[0] == $"demo/bottling/{topic}")
            .Select(words => (words[1], JsonDocument.Parse(words[2]).RootElement.GetProperty("value").GetDouble())),
    ];
}
