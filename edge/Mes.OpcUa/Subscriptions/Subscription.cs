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
        OpcUaClient client,
        OpcUaClientOptions options,
        CreateSubscriptionResponse created,
        ChannelWriter<OpcUaNotice> notices,
        TimeProvider time)
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
        var interval = options.PublishingInterval;
        var lifetime = (uint)Math.Clamp(options.SubscriptionLifetime / interval, 3.0 * options.KeepAliveCount, int.MaxValue);
        var request = new CreateSubscriptionRequest(interval.TotalMilliseconds, lifetime, options.KeepAliveCount);
        return new Subscription(client, options, await client.Session.CallAsync(request, cancellation), notices, time);
    }

    /// <summary>Watches the nodes until something breaks; never returns otherwise.</summary>
    public async Task RunAsync(IReadOnlyList<MonitoredNode> nodes, CancellationToken cancellation)
    {
        var outcome = await WatchAsync(nodes, cancellation);

        // Complete from the moment at which the last of the nodes was watched, and not from that of the subscription.
        await _notices.WriteAsync(_terms with { ServerTime = outcome.ServerTime }, cancellation);
        await TellAsync(outcome.Notices, cancellation);
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
                await TellAsync((await WatchAsync(due, cancellation)).Notices, cancellation);
            }
        }
    }

    async Task<(DateTimeOffset ServerTime, IReadOnlyList<OpcUaNotice> Notices)> WatchAsync(
        IReadOnlyList<MonitoredNode> nodes, CancellationToken cancellation)
    {
        var byNamespace = nodes.ToLookup(node => _client.Namespaces.Resolve(node.Node) is not null);
        var notices = byNamespace[false].Select(node => Refuse(node, StatusCode.BadNodeIdUnknown)).ToList();
        var known = byNamespace[true].ToArray();
        var requests = Array.ConvertAll(known, RequestFor);
        var serverTime = _terms.ServerTime;
        var results = await Session.InBatchesAsync(requests, _client.MonitorBatch, async batch =>
        {
            var response = await _client.Session.CallAsync(new CreateMonitoredItemsRequest(_id, batch), cancellation);
            serverTime = response.ServerTime;
            return response.Results;
        });
        notices.AddRange(known.Zip(results, (node, result) =>
            result.Status.IsBad ? Refuse(node, result.Status) : Accept(node, result)));
        return (serverTime, notices.OfType<OpcUaNotice>().ToArray());
    }

    MonitoredItemRequest RequestFor(MonitoredNode node) => new(
        _client.Namespaces.Resolve(node.Node)!.Value, node.ClientHandle, node.SamplingInterval.TotalMilliseconds, node.QueueSize);

    // Null when it was told before.
    OpcUaNotice? Refuse(MonitoredNode node, StatusCode status) =>
        _refused.Add(node, status) ? new OpcUaNotice.ItemRefused(node.ClientHandle, status) : null;

    static OpcUaNotice.ItemAccepted Accept(MonitoredNode node, MonitoredItemResult result) =>
        new(node.ClientHandle, Milliseconds(result.RevisedSamplingIntervalMs), result.RevisedQueueSize);

    async Task TellAsync(IEnumerable<OpcUaNotice> notices, CancellationToken cancellation)
    {
        foreach (var notice in notices)
        {
            await _notices.WriteAsync(notice, cancellation);
        }
    }

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
                StatusCodes.BadDataLost,
                $"Notifications are missing: {notification.SequenceNumber} came where {expected} was due");
        }

        if (verdict == SequenceVerdict.Repeated)
        {
            return;
        }

        if (notification.Values.Any(value => value.Value.Status.IsOverflow))
        {
            var loss = new OpcUaNotice.Interrupted(LastPublishTime, "The server's queue of a node was full: values are lost");
            await TellAsync([loss, _terms with { ServerTime = notification.PublishTime }], cancellation);
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
