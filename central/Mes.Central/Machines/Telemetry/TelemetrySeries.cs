namespace Mes.Central.Machines.Telemetry;

/// <summary>A metric of a machine, and what it showed last.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Unit">Unit as shown; null where it has none.</param>
/// <param name="At">Time of the newest sample; null before the first.</param>
/// <param name="Value">Null where it has no usable value; see <paramref name="Status"/>.</param>
/// <param name="Status">The 32 bits of its OPC UA status; 0 is Good.</param>
/// <param name="AgeSeconds">How old it is.</param>
public sealed record TelemetryMetric(
    string Name, string? Unit, DateTimeOffset? At, double? Value, long? Status, double? AgeSeconds);

/// <summary>A metric over [From, To), as few points as were asked for.</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Form">
/// <c>samples</c>: every sample, as there are no more than the points asked for. <c>buckets</c>: equal stretches of time; those
/// without samples are left out. <c>line</c>: the samples that keep the line's shape (LTTB).
/// </param>
/// <param name="BucketSeconds">Length of a bucket; null in the other forms.</param>
/// <param name="Points">In order of time.</param>
/// <param name="Summary">
/// Over the whole range, in buckets of a minute or more widened to whole buckets.
/// </param>
/// <param name="Gaps">Stretches without data: nothing may be drawn across them.</param>
public sealed record TelemetrySeries(
    string Machine, string Metric, string? Unit, DateTimeOffset From, DateTimeOffset To, string Form, double? BucketSeconds,
    TelemetryPoints Points, TelemetrySummary Summary, IReadOnlyList<GapOverview> Gaps)
{
    public const string Samples = "samples";
    public const string Buckets = "buckets";
    public const string Line = "line";
}

/// <summary>
/// Points by column: the n-th entries of all columns are one point. Columns of figures hold null where none is usable.
/// </summary>
/// <param name="Time">Milliseconds since 1970-01-01 UTC of the sample, or of the bucket's beginning.</param>
/// <param name="Value">The value of a sample, the mean of a bucket.</param>
/// <param name="Min">Least value of a bucket; null in the other forms. Likewise <paramref name="Max"/>.</param>
/// <param name="Count">Samples in a bucket, of any quality; null in the other forms.</param>
/// <param name="Bad">Share of samples, 0 to 1, without a usable value; null where it is 0 everywhere.</param>
/// <param name="Uncertain">Share of samples, 0 to 1, that the source doubts; null where it is 0 everywhere.</param>
public sealed record TelemetryPoints(
    IReadOnlyList<double> Time, IReadOnlyList<double?> Value, IReadOnlyList<double?>? Min, IReadOnlyList<double?>? Max,
    IReadOnlyList<int>? Count, IReadOnlyList<double>? Bad, IReadOnlyList<double>? Uncertain);

/// <param name="Count">Samples of any quality.</param>
/// <param name="Bad">Of these, without a usable value.</param>
/// <param name="Last">
/// The newest usable value in the range; in buckets, where newer samples follow the range, the mean of its newest bucket.
/// </param>
public sealed record TelemetrySummary(
    long Count, long Bad, long Uncertain, double? Min, double? Max, double? Mean, double? Last, DateTimeOffset? LastAt);
