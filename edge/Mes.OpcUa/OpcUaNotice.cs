using Mes.OpcUa.Types;

namespace Mes.OpcUa;

/// <summary>
/// What an <see cref="OpcUaSource"/> has to tell, in the order in which it happened. Between <see cref="Interrupted"/> and the
/// next <see cref="Connected"/> values may be missing: that stretch is a gap, from the last publish time to the new server time.
/// </summary>
public abstract record OpcUaNotice
{
    OpcUaNotice()
    {
    }

    /// <summary>From here on values are complete. The current value of every accepted node follows.</summary>
    /// <param name="ServerTime">By the server's clock.</param>
    /// <param name="PublishingInterval">As the server revised it.</param>
    /// <param name="KeepAliveInterval">At least this often the server lets us hear something.</param>
    public sealed record Connected(DateTimeOffset ServerTime, TimeSpan PublishingInterval, TimeSpan KeepAliveInterval)
        : OpcUaNotice;

    /// <summary>The server watches this node. Compare with what was asked: it may sample slower or queue less.</summary>
    public sealed record ItemAccepted(uint ClientHandle, TimeSpan SamplingInterval, uint QueueSize) : OpcUaNotice;

    /// <summary>The server does not watch this node; the others go on, and this one is tried again with growing pauses.</summary>
    public sealed record ItemRefused(uint ClientHandle, StatusCode Status) : OpcUaNotice;

    /// <summary>Values in the order of the server's queue, or a keep-alive, which has none.</summary>
    /// <param name="PublishTime">By the server's clock.</param>
    /// <param name="ReceivedTimestamp">Of the time provider's monotonic clock, when the bytes arrived.</param>
    public sealed record Published(DateTimeOffset PublishTime, long ReceivedTimestamp, IReadOnlyList<ItemValue> Values)
        : OpcUaNotice
    {
        internal Action? Confirm { get; init; }

        /// <summary>
        /// Tells the server, with the next request, that it may forget these values. Call it after the durable write, from
        /// any thread. Not calling it loses nothing. Once the connection is gone it has no effect.
        /// </summary>
        public void Acknowledge() => Confirm?.Invoke();
    }

    /// <summary>
    /// Values after <paramref name="LastPublishTime"/> may be missing until the next <see cref="Connected"/>. Said again while
    /// reconnecting only when the cause changes.
    /// </summary>
    /// <param name="LastPublishTime">Of the last notice that arrived, by the server's clock; null when none ever did.</param>
    /// <param name="Cause">For people: what happened.</param>
    public sealed record Interrupted(DateTimeOffset? LastPublishTime, string Cause) : OpcUaNotice;
}
