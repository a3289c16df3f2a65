namespace Mes.Central.Machines.Telemetry;

/// <summary>What a caller wants of a metric.</summary>
/// <param name="Points">At most so many.</param>
/// <param name="Form">Null for samples where they fit, else buckets; or <c>line</c>.</param>
sealed record SeriesRequest(string Machine, string Metric, DateTimeOffset From, DateTimeOffset To, int Points, string? Form)
{
    public const int FewestPoints = 10;
    public const int MostPoints = 10_000;
    public const int DefaultPoints = 1_000;

    static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <summary>What is wrong with it, in words for whoever asked; null where nothing is.</summary>
    public string? Fault =>
        RangeFault(From, To)
        ?? (Points is < FewestPoints or > MostPoints ? $"points must be {FewestPoints} to {MostPoints}, not {Points}." : null)
        ?? (Form is null or TelemetrySeries.Buckets or TelemetrySeries.Line
            ? null
            : $"form must be {TelemetrySeries.Buckets} or {TelemetrySeries.Line}, or be left out; '{Form}' is neither.");

    public static string? RangeFault(DateTimeOffset from, DateTimeOffset to) =>
        from >= to ? "from must lie before to."
        : to - from > Longest ? $"from and to lie at most {Longest.Days} days apart."
        : from.Year < 1971 || to.Year > 9000 ? "from and to must lie in the years 1971 to 9000."
        : null;
}
