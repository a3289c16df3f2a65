using Mes.OpcUa.Types;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Interop;

/// <summary>The bits of the capper and the many tags of a large plant, at node-opcua.</summary>
sealed class When_a_whole_line_is_watched
{
    static readonly SimulatorOptions WholeLine = new() { Machines = SimulatorOptions.WholeLine };

    [Test, CancelAfter(60_000)]
    public async Task The_capper_tells_its_state_in_bits(CancellationToken cancellation)
    {
        await using var simulator = await Simulator.StartAsync(WholeLine, cancellation);
        await using var client = await simulator.ConnectAsync(cancellation);
        await simulator.PauseAsync("capper");
        Assert.That(await BitsAsync(client, cancellation), Is.EqualTo((Running: false, Faulted: false, Manual: false, Code: 0)));

        await simulator.MaintainAsync(TimeSpan.FromMinutes(1), "capper");
        Assert.That(await BitsAsync(client, cancellation), Is.EqualTo((Running: false, Faulted: false, Manual: true, Code: 0)));

        await simulator.FaultAsync(TimeSpan.FromMinutes(1), code: 401, machine: "capper");
        Assert.That(await BitsAsync(client, cancellation), Is.EqualTo((Running: false, Faulted: true, Manual: false, Code: 401)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Each_change_of_a_large_plant_comes_with_a_number_of_its_own(CancellationToken cancellation)
    {
        const int Tags = 10;
        var options = new SimulatorOptions { LoadTags = Tags, LoadChangesPerSecond = 200 };
        await using var simulator = await Simulator.StartAsync(options, cancellation);
        await using var watch = new Watch(Filler.Options(simulator.Endpoint), Load(0), Load(1));

        var values = await watch.ValuesUntilAsync(1, value => (double?)value.Value.ToObject() > 100);

        var numbers = values.Select(value => (double?)value.Value.ToObject()).Where(number => number > 0).ToArray();
        Assert.That(numbers.Zip(numbers.Skip(1), (one, next) => next - one), Is.All.EqualTo(Tags));
        Assert.That(numbers.Select(number => number % Tags), Is.All.EqualTo(2));
    }

    static MonitoredNode Load(uint tag) =>
        new(tag, ExpandedNodeId.Parse($"nsu=urn:mes:simulator;s=Load.{tag}"), SamplingInterval: TimeSpan.Zero, QueueSize: 1_000);

    static async Task<(bool Running, bool Faulted, bool Manual, int Code)> BitsAsync(
        OpcUaClient client, CancellationToken cancellation)
    {
        string[] names = ["Running", "Faulted", "Manual", "FaultCode"];
        var nodes = names.Select(name => ExpandedNodeId.Parse($"nsu=urn:mes:simulator;s=Capper.{name}")).ToArray();
        var values = (await client.ReadAsync(nodes, cancellation)).Select(value => value.Value.ToObject()).ToArray();
        return ((bool)values[0]!, (bool)values[1]!, (bool)values[2]!, (int)values[3]!);
    }
}
