using System.Threading.Channels;
using Mes.OpcUa.Messages;
using Mes.OpcUa.Sessions;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Subscriptions;

/// <summary>One subscription on one connection, from its creation to its first fault, told as notices.</summary>
sealed class Subscription
{
    readonly OpcUaClient _client;
    readonly ChannelWriter<OpcUaNotice> _notices;
    readonly uint _id;
    readonly OpcUaNotice.Connected _terms;
    readonly Publication _publication;
    readonly NotificationSequence _sequence = new();
    readonly RefusedItems _refused;

    Subscription(
        OpcUaClient client, OpcUaClientOptions options, CreateSubscriptionResponse created, ChannelWriter<OpcUaNotice> notices, TimeProvider time)
    {
        _client = client;
        _notices = notices;
        _id = created.SubscriptionId;
        var publishingInterval = Milliseconds(created.RevisedPublishingIntervalMs);
        var keepAlive = publishingInterval * Math.Clamp(created.RevisedKeepAliveCount, 1, int.MaxValue);
        _terms = new OpcUaNotice.Connected(created.ServerTime, publishingInterval, keepAlive);
        var silenceMax = keepAlive * 2 > options.SilenceMin ? keepAlive * 2 : options.SilenceMin;
        _publication = new Publication(client.Session, _id, silenceMax, time);
        _refused = new RefusedItems(
            new Backoff(options.ReconnectDelayFirst, options.ReconnectDelayMax, Random.Shared.NextDouble), time);
    }

    /// <summary>
    /// Publish time of the last notification or keep-alive that arrived, by the server's clock; at first that of the
    /// subscription before this one.
    /// </summary>
    public DateTimeOffset? LastPublishTime { get; set; }

    public static async Task<Subscription> CreateAsync(
        OpcUaClient client,
        OpcUaClientOptions options,
        ChannelWriter<OpcUaNotice> notices,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var lifetime = (uint)Math.Clamp(options.SubscriptionLifetime / options.PublishingInterval, 3.0 * options.KeepAliveCount, int.MaxValue);
        var request = new CreateSubscriptionRequest(options.PublishingInterval.TotalMilliseconds, lifetime, options.KeepAliveCount);
        return new Subscription(client, options, await client.Session.CallAsync(request, cancellation), notices, time);
    }

    /// <summary>Watches the nodes until something breaks; never returns otherwise.</summary>
    public async Task RunAsync(IReadOnlyList<MonitoredNode> nodes, CancellationToken cancellation)
    {
        await _notices.WriteAsync(_terms, cancellation);
        await WatchAsync(nodes, cancellation);
        while (true)
        {
            if (await _publication.NextAsync(_refused.DueIn, cancellation) is { } next)
            {
                await TellAsync(next.Response, next.ReceivedTimestamp, cancellation);
            }

            if (_refused.TakeDue() is { Count: > 0 } due)
            {
                // The namespace of a refused node may have appeared since.
                await _client.LearnAsync(cancellation);
                await WatchAsync(due, cancellation);
            }
        }
    }

    async Task WatchAsync(IReadOnlyList<MonitoredNode> nodes, CancellationToken cancellation)
    {
        var known = new List<MonitoredNode>();
        var requests = new List<MonitoredItemRequest>();
        foreach (var node in nodes)
        {
            if (_client.Namespaces.Resolve(node.Node) is { } resolved)
            {
                known.Add(node);
                requests.Add(new MonitoredItemRequest(
                    resolved, node.ClientHandle, node.SamplingInterval.TotalMilliseconds, node.QueueSize));
            }
            else
            {
                await RefuseAsync(node, StatusCode.BadNodeIdUnknown, cancellation);
            }
        }

        var results = await Session.InBatchesAsync(requests, _client.MonitorBatch, async batch =>
            (await _client.Session.CallAsync(new CreateMonitoredItemsRequest(_id, batch), cancellation)).Results);
        foreach (var (node, result) in known.Zip(results))
        {
            await (result.Status.IsBad
                ? RefuseAsync(node, result.Status, cancellation)
                : _notices.WriteAsync(
                    new OpcUaNotice.ItemAccepted(
                        node.ClientHandle, Milliseconds(result.RevisedSamplingIntervalMs), result.RevisedQueueSize),
                    cancellation));
        }
    }

    ValueTask RefuseAsync(MonitoredNode node, StatusCode status, CancellationToken cancellation) =>
        _refused.Add(node, status)
            ? _notices.WriteAsync(new OpcUaNotice.ItemRefused(node.ClientHandle, status), cancellation)
            : ValueTask.CompletedTask;

    async Task TellAsync(PublishResponse response, long receivedTimestamp, CancellationToken cancellation)
    {
        var notification = response.Notification;
        if (notification.SubscriptionStatus is { } status)
        {
            throw new OpcUaException(status, "The server ended the subscription");
        }

        var expected = _sequence.Expected;
        var verdict = _sequence.Accept(notification.SequenceNumber, notification.IsKeepAlive);
        if (verdict == SequenceVerdict.Missing)
        {
            throw new OpcUaException(
                StatusCodes.BadDataLost, $"Notifications are missing: {notification.SequenceNumber} came where {expected} was due");
        }

        if (verdict == SequenceVerdict.Repeated)
        {
            return;
        }

        if (notification.Values.Any(value => value.Value.Status.IsOverflow))
        {
            await _notices.WriteAsync(
                new OpcUaNotice.Interrupted(LastPublishTime, "The server's queue of a node was full: older values are lost"), cancellation);
            await _notices.WriteAsync(_terms with { ServerTime = notification.PublishTime }, cancellation);
        }

        await _notices.WriteAsync(PublishedOf(notification, receivedTimestamp), cancellation);
        LastPublishTime = notification.PublishTime;
    }

    OpcUaNotice.Published PublishedOf(NotificationMessage notification, long receivedTimestamp)
    {
        var values = new ItemValue[notification.Values.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var (handle, value) = notification.Values[i];
            values[i] = new ItemValue(handle, value.Value, value.Status, value.SourceTimestamp, value.ServerTimestamp);
        }

        return new OpcUaNotice.Published(notification.PublishTime, receivedTimestamp, values)
        {
            Confirm = notification.IsKeepAlive ? null : () => _publication.Confirm(notification.SequenceNumber),
        };
    }

    // Revised times come from outside: a negative one or NaN counts as zero, an endless one as 24 days.
    static TimeSpan Milliseconds(double value) => TimeSpan.FromMilliseconds(value > 0 ? Math.Min(value, int.MaxValue) : 0);
}
