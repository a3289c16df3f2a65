namespace Mes.Edge.Acquisition;

/// <summary>One value of one tag as a source gave it.</summary>
/// <param name="Tag">The tag's number.</param>
/// <param name="SourceTime">The source's own time stamp; null where it gave none.</param>
/// <param name="ServerTime">The server's time stamp; null where it gave none.</param>
/// <param name="EdgeTime">Our wall clock at receipt.</param>
/// <param name="Value">Null where there is none, or none that is a number.</param>
/// <param name="Status">All 32 bits of the OPC UA status.</param>
readonly record struct TagSample(
    long Tag, DateTimeOffset? SourceTime, DateTimeOffset? ServerTime, DateTimeOffset EdgeTime, double? Value, uint Status)
{
    const uint SeverityBad = 0x8000_0000;

    /// <summary>The time at which the value came to be, by the best clock that the source gave.</summary>
    public DateTimeOffset Time => SourceTime ?? ServerTime ?? EdgeTime;

    /// <summary>The value, where the source vouches for it; uncertain ones count, as they are the best there is.</summary>
    public long? Usable =>
        Value is { } value && (Status & SeverityBad) == 0 && double.IsInteger(value) && Math.Abs(value) <= 1L << 53
            ? (long)value
            : null;
}
