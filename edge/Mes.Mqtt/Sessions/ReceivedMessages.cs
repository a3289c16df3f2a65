namespace Mes.Mqtt.Sessions;

/// <summary>
/// Messages of QoS 1 between their receipt and our PUBACK. PUBACKs leave in the order in which the messages came (4.6.0-2),
/// whatever the order of the confirmations, which come from any thread.
/// </summary>
/// <param name="max">
/// The Receive Maximum (5: 3.1.2.11.3). Version 3.1.1 cannot be told, and mosquitto 2.0 sends more when a session goes on, so
/// nobody is refused for it: with so many unanswered, reading waits.
/// </param>
sealed class ReceivedMessages(int max)
{
    readonly Lock _lock = new();
    readonly Queue<ushort> _unanswered = [];
    readonly Dictionary<long, long> _confirmed = [];
    long _received;
    long _answered;
    long _answeredBeforePing;
    long _mostUnanswered = 1;

    /// <summary>No more is to be read for now.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _unanswered.Count >= max;
            }
        }
    }

    public void Add(ushort packetId)
    {
        lock (_lock)
        {
            _unanswered.Enqueue(packetId);
            _received++;
            _mostUnanswered = Math.Max(_mostUnanswered, _received - _answered);
        }
    }

    /// <summary>The messages from number <paramref name="first"/>, the first being 0, are durable.</summary>
    public void Confirm(long first, long count)
    {
        lock (_lock)
        {
            if (count > 0)
            {
                _confirmed[first] = count;
            }
        }
    }

    /// <summary>The packet ids to answer now. Each is handed out once.</summary>
    public IReadOnlyList<ushort> TakeConfirmed()
    {
        lock (_lock)
        {
            var due = new List<ushort>();
            while (_confirmed.Remove(_answered, out var count))
            {
                _answered += count;
                for (var i = 0L; i < count; i++)
                {
                    due.Add(_unanswered.Dequeue());
                }
            }

            return due;
        }
    }

    /// <summary>A ping leaves, after all answers taken so far.</summary>
    public void Pinged()
    {
        lock (_lock)
        {
            _answeredBeforePing = _answered;
        }
    }

    /// <summary>
    /// Whether the broker, when it answered the last ping, had nothing waiting for us. It holds messages back once a number of
    /// them is unanswered that it does not tell; we have seen how many it does send, so with fewer under way it held none.
    /// </summary>
    public bool HoldsNothingBack()
    {
        lock (_lock)
        {
            return _received - _answeredBeforePing < _mostUnanswered;
        }
    }
}
