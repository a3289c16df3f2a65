using Mes.OpcUa.Types;

namespace Mes.OpcUa.Subscriptions;

/// <summary>
/// The nodes that the server does not watch, and when to ask again: a device that is still starting may offer them later.
/// </summary>
sealed class RefusedItems(Backoff backoff, TimeProvider time)
{
    readonly Dictionary<uint, StatusCode> _known = [];
    List<MonitoredNode> _nodes = [];
    long _since;
    TimeSpan _pause;

    /// <summary>Time until <see cref="TakeDue"/> is worth calling.</summary>
    public TimeSpan DueIn => _nodes.Count == 0 ? TimeSpan.MaxValue : _pause - time.GetElapsedTime(_since);

    /// <returns>Whether this is news: the first refusal of the node, or another reason than before.</returns>
    public bool Add(MonitoredNode node, StatusCode status)
    {
        if (_nodes.Count == 0)
        {
            _since = time.GetTimestamp();
            _pause = backoff.Next();
        }

        _nodes.Add(node);
        var isNews = !_known.TryGetValue(node.ClientHandle, out var before) || before != status;
        _known[node.ClientHandle] = status;
        return isNews;
    }

    public IReadOnlyList<MonitoredNode> TakeDue()
    {
        if (DueIn > TimeSpan.Zero)
        {
            return [];
        }

        var due = _nodes;
        _nodes = [];
        return due;
    }
}
