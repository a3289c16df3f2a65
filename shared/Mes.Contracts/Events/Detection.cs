namespace Mes.Contracts.Events;

/// <summary>
/// A detector raised an alarm on a tag; <see cref="EventTimes.Source"/> is the time of the sample that it was raised at.
/// </summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Tag">Number of the tag.</param>
/// <param name="Metric">What the tag measures.</param>
/// <param name="Detector">ZSCORE, CUSUM or EWMA.</param>
/// <param name="Severity">WARNING or CRITICAL.</param>
/// <param name="Value">The sample's, in the unit of the tag.</param>
/// <param name="ExpectedLow">Lower edge of the band in which the detector expected it.</param>
/// <param name="ExpectedHigh">Upper edge.</param>
public sealed record AnomalyDetected(
    string Machine, long Tag, string Metric, string Detector, string Severity, double Value, double ExpectedLow,
    double ExpectedHigh) : EventBody;
