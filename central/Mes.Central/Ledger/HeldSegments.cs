using Mes.Contracts.Replication;

namespace Mes.Central.Ledger;

/// <summary>
/// The numbers of segments held, as ranges. Holes may be filled in any order, but there are never more than
/// <see cref="MaxRanges"/> ranges: beyond, only what closes or extends one is taken (L20).
/// </summary>
sealed class HeldSegments
{
    public const int MaxRanges = 64;

    readonly List<HeldRange> _ranges;

    public HeldSegments(IEnumerable<HeldRange> ranges) => _ranges = [.. ranges];

    public IReadOnlyList<HeldRange> Ranges => _ranges;

    public bool Contains(long seq) => _ranges.Exists(range => range.First <= seq && seq <= range.Last);

    /// <summary>False, and nothing changed, where the number would need one range too many.</summary>
    public bool TryAdd(long seq)
    {
        if (Contains(seq))
        {
            return true;
        }

        var before = _ranges.FindIndex(range => range.Last == seq - 1);
        var after = _ranges.FindIndex(range => range.First == seq + 1);
        switch (before, after)
        {
            case ( >= 0, >= 0):
                _ranges[before] = new HeldRange(_ranges[before].First, _ranges[after].Last);
                _ranges.RemoveAt(after);
                return true;
            case ( >= 0, _):
                _ranges[before] = _ranges[before] with { Last = seq };
                return true;
            case (_, >= 0):
                _ranges[after] = _ranges[after] with { First = seq };
                return true;
            default:
                return TryInsert(seq);
        }
    }

    bool TryInsert(long seq)
    {
        if (_ranges.Count == MaxRanges)
        {
            return false;
        }

        var at = _ranges.FindIndex(range => range.First > seq);
        _ranges.Insert(at < 0 ? _ranges.Count : at, new HeldRange(seq, seq));
        return true;
    }
}
