using Mes.OpcUa.Types;
using Mes.Testing;

namespace Mes.OpcUa.Tests.Interop;

/// <summary>The simulator's nodes, and options short enough for a test.</summary>
static class Filler
{
    public const uint Parts = 1;
    public const uint State = 2;
    public const uint Unknown = 9;

    public static ExpandedNodeId Node(string name) => ExpandedNodeId.Parse($"nsu=urn:mes:simulator;s=Filler.{name}");

    public static MonitoredNode Monitor(uint handle, string name) =>
        new(handle, Node(name), SamplingInterval: TimeSpan.Zero, QueueSize: 1_000);

    public static OpcUaClientOptions Options(string endpoint) => new()
    {
        Endpoint = new Uri(endpoint),
        PublishingInterval = TimeSpan.FromMilliseconds(50),
        KeepAliveCount = 5,
        SilenceMin = TimeSpan.FromSeconds(1),
        ReconnectDelayMax = TimeSpan.FromSeconds(1),
    };

    public static Task<OpcUaClient> ConnectAsync(this Simulator simulator, CancellationToken cancellation) =>
        OpcUaClient.ConnectAsync(Options(simulator.Endpoint), TimeProvider.System, cancellation);
}
