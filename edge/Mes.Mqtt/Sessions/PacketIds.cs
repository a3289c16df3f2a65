namespace Mes.Mqtt.Sessions;

/// <summary>Packet ids of what this client sends and waits for (2.2.1): 1 to 65,535, none of them twice at a time.</summary>
sealed class PacketIds
{
    readonly HashSet<ushort> _used = [];
    ushort _last;

    /// <exception cref="InvalidOperationException">All are waiting for an answer.</exception>
    public ushort Next()
    {
        if (_used.Count == ushort.MaxValue)
        {
            throw new InvalidOperationException("All packet ids wait for an answer of the broker.");
        }

        do
        {
            _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
        }
        while (!_used.Add(_last));

        return _last;
    }

    public void Free(ushort id) => _used.Remove(id);
}
