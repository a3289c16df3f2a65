namespace Mes.Contracts.Live;

/// <summary>An alarm of a detector that has not cleared yet.</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Metric">What the tag measures.</param>
/// <param name="Unit">Of the three values; null where the tag has none.</param>
/// <param name="Detector">ZSCORE, CUSUM or EWMA.</param>
/// <param name="Severity">WARNING or CRITICAL.</param>
/// <param name="Since">Time of the sample that it was raised at.</param>
/// <param name="Value">The sample's.</param>
/// <param name="ExpectedLow">Lower edge of the band in which the value was expected.</param>
/// <param name="ExpectedHigh">Upper edge.</param>
public sealed record LiveAnomaly(
    string Machine, string Metric, string? Unit, string Detector, string Severity, DateTimeOffset Since,
    double Value, double ExpectedLow, double ExpectedHigh);
