namespace Mes.Domain.Anomalies;

/// <summary>A value at which a detector raised an alarm.</summary>
/// <param name="Value">In the unit of the tag, as all of these.</param>
/// <param name="ExpectedLow">Lower edge of the band in which the detector expects values.</param>
/// <param name="ExpectedHigh">Upper edge.</param>
/// <param name="Severity">By the value's distance from the middle of the band.</param>
public sealed record Anomaly(double Value, double ExpectedLow, double ExpectedHigh, AnomalySeverity Severity)
{
    // So many times the distance of the band's edge make a warning critical.
    const double CriticalFrom = 2;

    internal static Anomaly Of(double value, in Band expected) => new(
        value, expected.Mean - expected.Reach, expected.Mean + expected.Reach,
        Math.Abs(value - expected.Mean) >= CriticalFrom * expected.Reach ? AnomalySeverity.Critical : AnomalySeverity.Warning);
}

/// <summary>Where values are expected: [Mean - Reach, Mean + Reach].</summary>
readonly record struct Band(double Mean, double Reach);
