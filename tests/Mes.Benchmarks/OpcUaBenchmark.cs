using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Mes.OpcUa;
using Mes.OpcUa.Types;
using Mes.Testing;

namespace Mes.Benchmarks;

/// <summary>
/// Processor time that our client takes for a value change, from the socket to the notice, beside node-opcua's own client on
/// the same server: ours, theirs, ours, theirs, ours. A round counts only when no value of the server's sequence is missing.
/// </summary>
static class OpcUaBenchmark
{
    const int Tags = 1_000;
    const double ChangesPerSecond = 10_000;
    const int Rounds = 3;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Round = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyDictionary<string, double>> RunAsync()
    {
        await using var simulator = await Simulator.StartAsync(
            new SimulatorOptions { LoadTags = Tags, LoadChangesPerSecond = ChangesPerSecond });
        var ours = new List<double>();
        var theirs = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await OursAsync(simulator.Endpoint));
            if (round < Rounds - 1)
            {
                theirs.Add(await TheirsAsync(simulator.Endpoint));
            }
        }

        return new Dictionary<string, double>
        {
            ["opcua.cpu_us_per_value"] = Median(ours),
            ["opcua.cpu_us_per_value_of_node_opcua"] = Median(theirs),
        };
    }

    static async Task<double> OursAsync(string endpoint)
    {
        var channel = Channel.CreateBounded<OpcUaNotice>(64);
        using var stop = new CancellationTokenSource();
        var nodes = Enumerable.Range(0, Tags).Select(tag => new MonitoredNode(
            (uint)tag, ExpandedNodeId.Parse(string.Create(CultureInfo.InvariantCulture, $"nsu=urn:mes:simulator;s=Load.{tag}")),
            TimeSpan.Zero, 1_000)).ToArray();
        var options = new OpcUaClientOptions { Endpoint = new Uri(endpoint) };
        var watching = new OpcUaSource(options, TimeProvider.System).RunAsync(nodes, channel.Writer, stop.Token);
        var reading = new LoadReader(Tags);
        var passing = reading.ReadAsync(channel.Reader, stop.Token);

        await Task.Delay(WarmUp, TimeProvider.System);
        var (values, cpu) = (reading.Values, Environment.CpuUsage.TotalTime);
        await Task.Delay(Round, TimeProvider.System);
        var (valuesAfter, cpuAfter) = (reading.Values, Environment.CpuUsage.TotalTime);
        await stop.CancelAsync();
        await Task.WhenAll(watching, passing).ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        var received = valuesAfter - values;
        var offered = (long)(ChangesPerSecond * Round.TotalSeconds);
        if (reading.Missing > 0 || received < offered * 9 / 10)
        {
            throw new BenchmarkFailure($"{received} of about {offered} values came, {reading.Missing} are missing in between.");
        }

        return (cpuAfter - cpu).TotalMicroseconds / received;
    }

    static async Task<double> TheirsAsync(string endpoint)
    {
        await using var node = RunningProcess.Start(
            "node",
            [
                Repository.Path("tests", "simulator", "subscriber.mjs"), endpoint,
                .. new[] { Tags, WarmUp.TotalSeconds, Round.TotalSeconds }
                    .Select(number => number.ToString(CultureInfo.InvariantCulture)),
            ]);
        var line = await node.WaitForLineAsync(text => text.StartsWith('{'), WarmUp + Round + TimeSpan.FromMinutes(1));
        using var result = JsonDocument.Parse(line);
        var (cpu, values) = (result.RootElement.GetProperty("cpuMicroseconds"), result.RootElement.GetProperty("values"));
        return cpu.GetDouble() / values.GetDouble();
    }

    static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
