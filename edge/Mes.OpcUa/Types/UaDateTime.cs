namespace Mes.OpcUa.Types;

/// <summary>
/// DateTime on the wire: 100 ns ticks since 1601-01-01 UTC. What lies outside the range of either side is clamped to its
/// end (Part 6, 5.2.2.5): 0 is "no time" and reads as <see cref="DateTimeOffset.MinValue"/>.
/// </summary>
static class UaDateTime
{
    static readonly long EpochTicks = new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    // From this second of the year 9999 on the standard writes the largest Int64.
    static readonly long LastTicks = new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc).Ticks;

    public static DateTimeOffset FromWire(long ticks)
    {
        if (ticks <= 0)
        {
            return DateTimeOffset.MinValue;
        }

        return ticks >= LastTicks - EpochTicks
            ? DateTimeOffset.MaxValue
            : new DateTimeOffset(ticks + EpochTicks, TimeSpan.Zero);
    }

    public static long ToWire(DateTimeOffset value)
    {
        if (value.UtcTicks <= EpochTicks)
        {
            return 0;
        }

        return value.UtcTicks >= LastTicks ? long.MaxValue : value.UtcTicks - EpochTicks;
    }
}
