namespace Mes.Ui.Charts;

/// <summary>
/// A metric over [From, To) as a chart draws it: the shape of central's <c>GET …/telemetry/{metric}</c>, which the chart asks
/// for finer points.
/// </summary>
/// <param name="Form"><c>samples</c>, <c>buckets</c> or <c>line</c>.</param>
/// <param name="Points">In order of time.</param>
/// <param name="Gaps">Stretches without data; the line is never drawn across them.</param>
public sealed record TelemetryView(
    DateTimeOffset From, DateTimeOffset To, string Form, double? BucketSeconds, TelemetryViewPoints Points,
    TelemetryViewSummary Summary, IReadOnlyList<TelemetryViewGap> Gaps);

/// <summary>Points by column; times are milliseconds since 1970. Min and Max are null where points are samples.</summary>
public sealed record TelemetryViewPoints(
    IReadOnlyList<double> Time, IReadOnlyList<double?> Value, IReadOnlyList<double?>? Min, IReadOnlyList<double?>? Max,
    IReadOnlyList<int>? Count, IReadOnlyList<double>? Bad);

/// <summary>The range in figures; null where no usable value is in it.</summary>
public sealed record TelemetryViewSummary(
    long Count, long Bad, long Uncertain, double? Min, double? Max, double? Mean, double? Last, DateTimeOffset? LastAt);

/// <summary>Nothing is known of [From, To); To is null while it lasts.</summary>
public sealed record TelemetryViewGap(DateTimeOffset From, DateTimeOffset? To, string Cause);
