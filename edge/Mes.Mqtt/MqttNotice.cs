namespace Mes.Mqtt;

/// <summary>
/// What an <see cref="MqttSource"/> has to tell, in the order in which it happened. Between <see cref="Interrupted"/> and a
/// <see cref="Connected"/> without session messages were lost: that stretch is a gap.
/// </summary>
public abstract record MqttNotice
{
    MqttNotice()
    {
    }

    /// <summary>The broker has accepted us (3.2). Retained messages of every filter follow.</summary>
    /// <param name="SessionPresent">
    /// The broker still has our session (3.2.2.1.1): messages of QoS 1 that came meanwhile follow, and those that were not
    /// acknowledged follow again. False: nothing is left of it.
    /// </param>
    public sealed record Connected(bool SessionPresent) : MqttNotice;

    /// <summary>The broker does not take this filter (3.9.3); the others go on. It is asked again next time.</summary>
    /// <param name="Reason">For people.</param>
    public sealed record FilterRefused(string Filter, string Reason) : MqttNotice;

    /// <summary>Messages in the order of their arrival.</summary>
    /// <param name="ReceivedTimestamp">Of the time provider's monotonic clock.</param>
    public sealed record Received(IReadOnlyList<MqttMessage> Messages, long ReceivedTimestamp) : MqttNotice
    {
        internal Action? Confirm { get; init; }

        /// <summary>
        /// Lets PUBACK go (3.4), once all messages before are acknowledged too (4.6.0-2). Call it after the durable write, from
        /// any thread. Messages that are never acknowledged come again with the next connection, not before (4.4.0-1). Once the
        /// connection is gone it has no effect.
        /// </summary>
        public void Acknowledge() => Confirm?.Invoke();
    }

    /// <summary>
    /// The broker answered a ping and held nothing back: all that reached it before <paramref name="AskedTimestamp"/> for us
    /// has been told.
    /// </summary>
    /// <param name="AskedTimestamp">When the ping left, by the time provider's monotonic clock.</param>
    public sealed record UpToDate(long AskedTimestamp) : MqttNotice;

    /// <summary>Nothing more comes until the next <see cref="Connected"/>. Said again only when the cause changes.</summary>
    /// <param name="Cause">For people: what happened.</param>
    public sealed record Interrupted(string Cause) : MqttNotice;
}
