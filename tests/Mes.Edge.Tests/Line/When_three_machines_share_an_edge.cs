using Mes.Contracts.Events;
using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Line;

/// <summary>A filler with a state tag, a capper with bits, a labeller with nothing but its counter.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_three_machines_share_an_edge : IDisposable
{
    const string Capper = "demo/bottling/capper";
    const string Labeller = "demo/bottling/labeller";
    const long RunningTag = 4;
    const long FaultedTag = 5;
    const long LabelsTag = 6;

    readonly TemporaryFolder _folder = new();
    readonly EdgeConfiguration _configuration;

    public When_three_machines_share_an_edge()
    {
        _configuration = Some.Configuration(_folder, WithCapperAndLabeller);
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Each_is_read_by_its_own_rule()
    {
        var plc = new ScriptedSource();
        await using var edge = await RunningEdge.StartAsync(_configuration, plc);
        await plc.Connect(At(0)).PublishAsync(
            At(1), Some.State(Some.Running, At(0)), Bit(RunningTag, 1, At(0)), Bit(FaultedTag, 0, At(0)), Labels(7, At(0)));
        await plc.PublishAsync(
            At(20), Labels(8, At(2)), Bit(RunningTag, 0, At(3)), Bit(FaultedTag, 1, At(3)), Labels(9, At(4)));

        Assert.That(StatesOf(edge, Some.Filler), Is.EqualTo([("RUNNING", "6", At(0))]));
        Assert.That(
            StatesOf(edge, Capper), Is.EqualTo([("RUNNING", "run=1 fault=0", At(0)), ("FAULT", "run=0 fault=1", At(3))]));
        Assert.That(StatesOf(edge, Labeller), Is.EqualTo([("RUNNING", "8", At(1)), ("IDLE", "9", At(4))]));
    }

    [Test]
    public async Task A_restart_in_the_middle_loses_nothing_of_any_of_them()
    {
        var plc = new ScriptedSource();
        await using (var edge = await RunningEdge.StartAsync(_configuration, plc))
        {
            await plc.Connect(At(0)).PublishAsync(
                At(1), Some.State(Some.Running, At(0)), Bit(RunningTag, 1, At(0)), Bit(FaultedTag, 0, At(0)), Labels(7, At(0)));
            await plc.PublishAsync(At(3), Labels(9, At(2)));
        }

        plc = new ScriptedSource();
        await using var again = await RunningEdge.StartAsync(_configuration, plc);
        await plc.Connect(At(60)).PublishAsync(
            At(61), Some.State(Some.Running, At(0)), Bit(RunningTag, 1, At(0)), Bit(FaultedTag, 0, At(0)), Labels(30, At(59)));
        await plc.PublishAsync(At(100), Labels(31, At(62)));

        var gaps = again.Events<GapClosed>().ToDictionary(gap => gap.Machines.Single(), gap => (gap.From, gap.To));
        Assert.That(gaps[Some.Filler], Is.EqualTo((At(3), At(60))));
        Assert.That(gaps[Capper], Is.EqualTo((At(3), At(60))));
        Assert.That(gaps[Labeller], Is.EqualTo((At(3), At(61))), "its first part after the gap took an ideal cycle");
        Assert.That(
            again.Events<PartsCounted>().Where(parts => parts.Machine == Labeller).Sum(parts => parts.Quantity), Is.EqualTo(24));
    }

    static (string State, string Raw, DateTimeOffset At)[] StatesOf(RunningEdge edge, string machine) =>
    [
        .. edge.Events()
            .Where(journaled => journaled.Body is MachineStateChanged changed && changed.Machine == machine)
            .Select(journaled => (Changed: (MachineStateChanged)journaled.Body, journaled.Times.Source))
            .Select(each => (each.Changed.State, each.Changed.Raw, each.Source!.Value)),
    ];

    static string WithCapperAndLabeller(string json) => json.Replace(
        "\"counter\": { \"tag\": \"parts\", \"modulus\": 4294967296 }\n  }],",
        """
        "counter": { "tag": "parts", "modulus": 4294967296 } },
            { "id": "capper", "name": "Capper", "idealCycleMs": 500,
              "tags": [
                { "metric": "running", "source": "filler-plc", "node": "ns=2;s=Capper.Running" },
                { "metric": "faulted", "source": "filler-plc", "node": "ns=2;s=Capper.Faulted" }],
              "state": { "run": "running", "fault": "faulted" } },
            { "id": "labeller", "name": "Labeller", "idealCycleMs": 1000,
              "tags": [{ "metric": "parts", "source": "filler-plc", "node": "ns=2;s=Labeller.Parts" }],
              "state": { "cycle": "parts", "factor": 3 },
              "counter": { "tag": "parts" } }],
        """,
        StringComparison.Ordinal);

    static TagSample Bit(long tag, double value, DateTimeOffset at) => Some.Sample(tag, value, at);

    static TagSample Labels(double value, DateTimeOffset at) => Some.Sample(LabelsTag, value, at);

    static DateTimeOffset At(double seconds) => Some.Morning.AddSeconds(seconds);
}
