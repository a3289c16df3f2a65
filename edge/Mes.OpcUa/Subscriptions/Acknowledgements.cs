namespace Mes.OpcUa.Subscriptions;

/// <summary>
/// Which notifications the server may forget: those confirmed by the reader and still held by the server. A number that the
/// server no longer holds is never sent, since some servers close the connection on it. Confirmations come from any thread.
/// </summary>
sealed class Acknowledgements
{
    readonly Lock _lock = new();
    readonly SortedSet<uint> _confirmed = [];
    HashSet<uint> _available = [];

    public void Confirm(uint sequenceNumber)
    {
        lock (_lock)
        {
            _confirmed.Add(sequenceNumber);
        }
    }

    /// <summary>The list that came with the newest response.</summary>
    public void SetAvailable(IEnumerable<uint> sequenceNumbers)
    {
        lock (_lock)
        {
            _available = [.. sequenceNumbers];
        }
    }

    /// <summary>What to acknowledge with the next request. Each number is handed out once.</summary>
    public uint[] Take()
    {
        lock (_lock)
        {
            var due = _confirmed.Where(_available.Contains).ToArray();
            _confirmed.Clear();
            _available.ExceptWith(due);
            return due;
        }
    }
}
