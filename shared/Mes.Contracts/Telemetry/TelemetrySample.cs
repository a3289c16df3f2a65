namespace Mes.Contracts.Telemetry;

/// <summary>One value of one tag as kept for history.</summary>
/// <param name="Tag">The tag's number.</param>
/// <param name="Time">The source's time stamp, or the edge's where the source gave none.</param>
/// <param name="Value">Null where the source sent a status without a usable value; NaN and infinities are kept.</param>
/// <param name="Status">All 32 bits of the OPC UA status; 0 is Good.</param>
public readonly record struct TelemetrySample(long Tag, DateTimeOffset Time, double? Value, uint Status);
