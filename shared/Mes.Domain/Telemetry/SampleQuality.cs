namespace Mes.Domain.Telemetry;

/// <summary>
/// What a sample's status says of its value. The two highest bits of an OPC UA status code are its severity (OPC UA Part 4,
/// 7.39): 0 Good, 1 Uncertain, 2 and 3 Bad.
/// </summary>
public static class SampleQuality
{
    // Sums of an hour of larger values could leave the range of a double.
    const double Limit = 1e300;

    /// <summary>Whether a figure may be made from it: not Bad, a number, and not beyond all measure.</summary>
    public static bool IsUsable(double? value, uint status) => status < 0x8000_0000 && Math.Abs(value ?? double.NaN) < Limit;

    /// <summary>The source doubts the value; it is shown and counted.</summary>
    public static bool IsUncertain(uint status) => status >> 30 == 1;
}
