namespace Mes.Central.Maintenance;

/// <summary>An alarm that a detector raised.</summary>
/// <param name="EventId">Its event.</param>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Metric">What the tag measures.</param>
/// <param name="Unit">Of the three values; null where the tag has none.</param>
/// <param name="Severity">WARNING or CRITICAL.</param>
/// <param name="DetectedAt">Time of the sample that it was raised at.</param>
/// <param name="Value">The sample's.</param>
/// <param name="ExpectedLow">Lower edge of the band in which the value was expected.</param>
/// <param name="ExpectedHigh">Upper edge.</param>
/// <param name="Detector">ZSCORE, CUSUM or EWMA.</param>
public sealed record AnomalyAlert(
    Guid EventId, string Machine, string Metric, string? Unit, string Severity, DateTimeOffset DetectedAt,
    double Value, double ExpectedLow, double ExpectedHigh, string Detector);
