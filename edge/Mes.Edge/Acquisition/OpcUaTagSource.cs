using System.Threading.Channels;
using Mes.OpcUa;
using Mes.OpcUa.Types;

namespace Mes.Edge.Acquisition;

/// <summary>The tags of one OPC UA server.</summary>
/// <param name="tags">Each tag's number and node.</param>
sealed class OpcUaTagSource(
    string name, OpcUaClientOptions options, IReadOnlyList<(long Tag, ExpandedNodeId Node)> tags, TimeProvider time) : ITagSource
{
    // Values between two publications are facts too: as often as the server can, and room for a burst.
    static readonly TimeSpan AsFastAsPossible = TimeSpan.Zero;
    const uint QueueSize = 1_000;
    const int Notices = 64;

    public string Name => name;

    public async Task RunAsync(ChannelWriter<SourceNotice> notices, CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<OpcUaNotice>(
            new BoundedChannelOptions(Notices) { SingleReader = true, SingleWriter = true });
        var nodes = tags.Select(tag => new MonitoredNode((uint)tag.Tag, tag.Node, AsFastAsPossible, QueueSize)).ToArray();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = new OpcUaSource(options, time).RunAsync(nodes, channel.Writer, stop.Token);

        // Whichever ends first ends the other: nobody writes into a channel that nobody reads.
        var passing = PassOnAsync(channel.Reader, notices, stop.Token);
        await Task.WhenAny(watching, passing);
        await stop.CancelAsync();
        await Task.WhenAll(watching, passing);
    }

    async Task PassOnAsync(ChannelReader<OpcUaNotice> from, ChannelWriter<SourceNotice> to, CancellationToken cancellation)
    {
        await foreach (var notice in from.ReadAllAsync(cancellation))
        {
            if (Translate(notice) is { } translated)
            {
                await to.WriteAsync(translated, cancellation);
            }
        }
    }

    SourceNotice? Translate(OpcUaNotice notice) => notice switch
    {
        OpcUaNotice.Connected connected => new SourceNotice.Connected(connected.ServerTime),
        OpcUaNotice.ItemRefused refused => new SourceNotice.TagRefused(refused.ClientHandle, refused.Status.ToString()),
        OpcUaNotice.Interrupted lost => new SourceNotice.Interrupted(
            lost.LastPublishTime, $"The connection to {name} is lost. ({lost.Cause})"),
        OpcUaNotice.Published published => Translate(published),
        _ => null,
    };

    SourceNotice.Published Translate(OpcUaNotice.Published published)
    {
        var received = time.GetUtcNow() - time.GetElapsedTime(published.ReceivedTimestamp);
        return new SourceNotice.Published(
            published.PublishTime, [.. published.Values.Select(value => OpcUaSample.Of(value, received))], published.Acknowledge);
    }
}
