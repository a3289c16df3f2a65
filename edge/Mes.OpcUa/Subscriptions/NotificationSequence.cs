namespace Mes.OpcUa.Subscriptions;

enum SequenceVerdict
{
    InOrder,
    Repeated,
    Missing,
}

/// <summary>
/// Order of the notifications of one subscription (Part 4, 5.14.1.1): numbers rise by one and wrap to 1, never 0. A keep-alive
/// carries the number that the next notification will have and uses none up.
/// </summary>
sealed class NotificationSequence
{
    /// <summary>The number expected next; null before the first, since servers do not agree where they start.</summary>
    public uint? Expected { get; private set; }

    public SequenceVerdict Accept(uint number, bool isKeepAlive)
    {
        var expected = Expected ?? number;
        var verdict = unchecked((int)(number - expected)) switch
        {
            0 => SequenceVerdict.InOrder,
            < 0 => SequenceVerdict.Repeated,
            > 0 => SequenceVerdict.Missing,
        };
        if (verdict != SequenceVerdict.Repeated)
        {
            Expected = isKeepAlive ? number : After(number);
        }

        return verdict;
    }

    static uint After(uint number) => number == uint.MaxValue ? 1 : number + 1;
}
