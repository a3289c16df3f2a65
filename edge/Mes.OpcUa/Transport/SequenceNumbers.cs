using Mes.OpcUa.Types;

namespace Mes.OpcUa.Transport;

/// <summary>
/// The chunk counter of one direction (Part 6, 6.7.2.4): each is one more than the last, and near the end of the range it
/// starts again below 1,024. A hole or a repetition means that chunks were lost, reordered or replayed.
/// </summary>
sealed class SequenceNumbers
{
    const uint RollOverFrom = uint.MaxValue - 1_024;
    const uint RollOverBelow = 1_024;

    uint? _last;

    public SequenceNumbers(uint? last = null) => _last = last;

    public uint Next()
    {
        _last = _last is null or >= RollOverFrom ? 1 : _last.Value + 1;
        return _last.Value;
    }

    /// <summary>The first number a peer sends may be any.</summary>
    /// <exception cref="OpcUaException">The number does not follow.</exception>
    public void Check(uint received)
    {
        var follows = _last is null
            || (_last < uint.MaxValue && received == _last + 1)
            || (_last >= RollOverFrom && received < RollOverBelow);
        if (!follows)
        {
            throw new OpcUaException(StatusCodes.BadSequenceNumberInvalid, $"Chunk {received} arrived after chunk {_last}");
        }

        _last = received;
    }
}
