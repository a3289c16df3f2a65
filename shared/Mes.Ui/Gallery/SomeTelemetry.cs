using Mes.Ui.Charts;

namespace Mes.Ui.Gallery;

/// <summary>Metrics for the gallery: a bearing that begins to rattle, a temperature over days, a few torques.</summary>
static class SomeTelemetry
{
    static readonly DateTimeOffset GapFrom = Some.ShiftStart.AddMinutes(262);
    static readonly DateTimeOffset GapTo = Some.ShiftStart.AddMinutes(281);

    public static readonly IReadOnlyList<ChartMarker> Markers =
    [
        new(Some.ShiftStart.AddMinutes(366), 3.62, "warning", "CUSUM: drifts upward, expected 1.2 to 3.4"),
        new(Some.ShiftStart.AddMinutes(418), 4.55, "fault", "Z-score 6.1: far above what is expected"),
    ];

    public static readonly TelemetryView Shift = Buckets(
        Some.ShiftStart, Some.ShiftEnd, 30, Some.Time.Now,
        seconds => 2.1 + (0.25 * Math.Sin(seconds / 1900)) + (Math.Max(0, seconds - 20_000) / 3_000), 0.55,
        [new TelemetryViewGap(GapFrom, GapTo, "The PLC did not answer")]);

    public static readonly TelemetryView Days = Buckets(
        Some.ShiftStart.AddDays(-9), Some.ShiftEnd, 960, Some.Time.Now,
        seconds => 71.5 + (3.2 * Math.Sin(seconds / 13_750)), 1.1, []);

    public static readonly TelemetryView Samples = Single();

    public static readonly TelemetryView Nothing = new(
        Some.ShiftStart, Some.ShiftEnd, "samples", null, new TelemetryViewPoints([], [], null, null, null, null),
        new TelemetryViewSummary(0, 0, 0, null, null, null, null, null), []);

    static TelemetryView Buckets(
        DateTimeOffset from, DateTimeOffset to, int seconds, DateTimeOffset until, Func<double, double> mean, double spread,
        IReadOnlyList<TelemetryViewGap> gaps)
    {
        var starts = Enumerable.Range(0, (int)((until - from).TotalSeconds / seconds)).Select(n => from.AddSeconds(n * seconds))
            .Where(at => !gaps.Any(gap => gap.From <= at && at < gap.To)).ToList();
        var means = starts.Select(at => mean((at - from).TotalSeconds) + (spread * 0.12 * Noise(at))).ToList();
        var low = means.Zip(starts, (value, at) => (double?)(value - Reach(at.AddSeconds(7)))).ToList();
        var high = means.Zip(starts, (value, at) => (double?)(value + Reach(at.AddSeconds(13)))).ToList();
        return new TelemetryView(
            from, to, "buckets", seconds,
            new TelemetryViewPoints(
                [.. starts.Select(at => (double)at.ToUnixTimeMilliseconds())], [.. means.Select(value => (double?)value)],
                low, high,
                [.. starts.Select(_ => seconds)], null),
            new TelemetryViewSummary(
                starts.Count * seconds, 0, 0, low.Min(), high.Max(), means.Average(), means[^1], starts[^1]),
            gaps);

        double Reach(DateTimeOffset at) => spread * (0.7 + (0.3 * Noise(at)));
    }

    static TelemetryView Single()
    {
        var times = Enumerable.Range(0, 48).Select(n => Some.Time.Now.AddSeconds((n * 6.25) - 300)).ToList();
        var values = times.Select(at => (double?)(1.8 + (0.08 * Noise(at)))).ToList();
        return new TelemetryView(
            times[0], Some.Time.Now, "samples", null,
            new TelemetryViewPoints([.. times.Select(at => (double)at.ToUnixTimeMilliseconds())], values, null, null, null, null),
            new TelemetryViewSummary(48, 0, 0, values.Min(), values.Max(), values.Average(), values[^1], times[^1]), []);
    }

    // -1 to 1, the same each time: two pictures of the gallery are alike.
    static double Noise(DateTimeOffset at) =>
        Math.Sin(at.ToUnixTimeMilliseconds() / 1000.0 * 12.9898) * Math.Cos(at.Second + (at.Minute * 7.1));
}
