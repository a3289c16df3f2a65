using Mes.Domain.Anomalies;

namespace Mes.Edge.Line;

/// <summary>An alarm of a detector that has not cleared yet.</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Metric">What the tag measures.</param>
/// <param name="Unit">Of the three values; null where it has none.</param>
/// <param name="Since">When it was raised, by the source's clock.</param>
/// <param name="Value">What it was raised at.</param>
/// <param name="ExpectedLow">Lower edge of the band in which the value was expected.</param>
/// <param name="ExpectedHigh">Upper edge.</param>
public sealed record AnomalyView(
    string Machine, string Metric, string? Unit, DetectorKind Detector, AnomalySeverity Severity, DateTimeOffset Since,
    double Value, double ExpectedLow, double ExpectedHigh);
