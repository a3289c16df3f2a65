using System.Threading.Channels;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Subscriptions;

namespace Mes.OpcUa;

/// <summary>
/// Watches nodes of one server for as long as it runs. It reconnects by itself, with growing pauses, and always by a new
/// session and a new subscription: what happened at the server in between is lost, and told as such.
/// </summary>
public sealed class OpcUaSource(OpcUaClientOptions options, TimeProvider time)
{
    // A link that held this long was no accident: the next fault is met with the shortest pause again.
    static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(60);

    readonly Backoff _backoff = new(options.ReconnectDelayFirst, options.ReconnectDelayMax, Random.Shared.NextDouble);
    DateTimeOffset? _lastPublishTime;
    string? _lastCause;

    /// <summary>
    /// Writes notices until cancelled; returns only by <see cref="OperationCanceledException"/>, after closing the session.
    /// A bounded channel is the back-pressure: while it is full nothing is asked of the server, whose queues then fill.
    /// </summary>
    /// <exception cref="ArgumentException">Two nodes have the same client handle, or an option makes no sense.</exception>
    public async Task RunAsync(
        IReadOnlyList<MonitoredNode> nodes, ChannelWriter<OpcUaNotice> notices, CancellationToken cancellation)
    {
        if (nodes.DistinctBy(node => node.ClientHandle).Count() != nodes.Count)
        {
            throw new ArgumentException("Two nodes have the same client handle.", nameof(nodes));
        }

        options.Check();
        while (true)
        {
            var started = time.GetTimestamp();
            try
            {
                await WatchAsync(nodes, notices, cancellation);
            }
            catch (Exception e) when (e is OpcUaException or UaDecodingException)
            {
                await InterruptAsync(e.Message, notices, cancellation);
            }

            if (time.GetElapsedTime(started) >= StableAfter)
            {
                _backoff.Reset();
            }

            await Task.Delay(_backoff.Next(), time, cancellation);
        }
    }

    async Task WatchAsync(IReadOnlyList<MonitoredNode> nodes, ChannelWriter<OpcUaNotice> notices, CancellationToken cancellation)
    {
        await using var client = await OpcUaClient.ConnectAsync(options, time, cancellation);
        var subscription = await Subscription.CreateAsync(client, options, notices, time, cancellation);
        subscription.LastPublishTime = _lastPublishTime;
        _lastCause = null;
        try
        {
            await subscription.RunAsync(nodes, cancellation);
        }
        catch (Exception e) when (e is OpcUaException or UaDecodingException)
        {
            // Told before the session is closed, which may take its time.
            _lastPublishTime = subscription.LastPublishTime;
            await InterruptAsync(e.Message, notices, cancellation);
        }
    }

    async Task InterruptAsync(string cause, ChannelWriter<OpcUaNotice> notices, CancellationToken cancellation)
    {
        if (cause != _lastCause)
        {
            _lastCause = cause;
            await notices.WriteAsync(new OpcUaNotice.Interrupted(_lastPublishTime, cause), cancellation);
        }
    }
}
