namespace Mes.Domain.Anomalies;

/// <summary>
/// How one tag is watched by one detector. Values of the defaults and the figures that they reach: <c>docs/detectors.md</c>.
/// </summary>
/// <param name="Kind">Which detector; it tells what the following members mean.</param>
/// <param name="Threshold">
/// ZScore: the alarm is beyond so many deviations. Cusum: decision interval h, in deviations. Ewma: limit L, in deviations of
/// the weighted mean.
/// </param>
/// <param name="Slack">Cusum: allowance k, in deviations; half of the shift that matters. Others: 0.</param>
/// <param name="Weight">Ewma: weight λ of the newest value, in (0, 1]. Others: 0.</param>
/// <param name="Window">ZScore: number of values before the judged one; 0 compares with the warm-up instead. Others: 0.</param>
/// <param name="WarmUp">So many usable samples are learnt from before the first is judged.</param>
/// <param name="ClearAfter">
/// An alarm stays open until so many samples in a row are clear; only then another may open. With 0 each sample that signals is
/// an alarm of its own.
/// </param>
/// <param name="MinDeviation">A smaller deviation counts as this one, in the unit of the tag; a sensor's resolution.</param>
/// <param name="Known">What is normal, where that is not learnt: then there is no warm-up. Not for a window.</param>
public sealed record DetectorRule(
    DetectorKind Kind, double Threshold, double Slack, double Weight, int Window, int WarmUp, int ClearAfter,
    double MinDeviation, Baseline? Known)
{
    public const int DefaultWarmUp = 750;
    public const int DefaultClearAfter = 100;
    public const int MaxWindow = 10_000;

    /// <summary>Rolling z-score: 6 deviations from the 288 values before.</summary>
    public static DetectorRule ZScore { get; } = new(
        DetectorKind.ZScore, Threshold: 6, Slack: 0, Weight: 0, Window: 288, DefaultWarmUp, DefaultClearAfter,
        MinDeviation: 0, Known: null);

    /// <summary>CUSUM for shifts of about 6 deviations: k = 3, h = 30.</summary>
    public static DetectorRule Cusum { get; } = new(
        DetectorKind.Cusum, Threshold: 30, Slack: 3, Weight: 0, Window: 0, DefaultWarmUp, DefaultClearAfter,
        MinDeviation: 0, Known: null);

    /// <summary>EWMA: λ = 0.2, L = 11, which is 3.67 deviations of the tag.</summary>
    public static DetectorRule Ewma { get; } = new(
        DetectorKind.Ewma, Threshold: 11, Slack: 0, Weight: 0.2, Window: 0, DefaultWarmUp, DefaultClearAfter,
        MinDeviation: 0, Known: null);

    /// <exception cref="ArgumentOutOfRangeException">A kind that there is not.</exception>
    public static DetectorRule Default(DetectorKind kind) => kind switch
    {
        DetectorKind.ZScore => ZScore,
        DetectorKind.Cusum => Cusum,
        DetectorKind.Ewma => Ewma,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such detector."),
    };

    /// <summary>Why this rule cannot be followed, in words; null where it can.</summary>
    public string? Fault() => this switch
    {
        not { Threshold: > 0 and <= 1_000_000 } => "threshold lies above 0 and is at most 1,000,000",
        { Kind: DetectorKind.Cusum } and not { Slack: > 0 and <= 1_000_000 } => "slack lies above 0 and is at most 1,000,000",
        { Kind: DetectorKind.Ewma } and not { Weight: > 0 and <= 1 } => "weight lies above 0 and is at most 1",
        not { MinDeviation: >= 0 and <= Detector.LargestValue } => "the smallest deviation is 0 or more",
        not { Window: 0 or (>= 2 and <= MaxWindow) } => $"a window has 2 to {MaxWindow} values, or 0 for none",
        { Window: > 0, Known: not null } => "a window learns what is normal; leave out the known mean and deviation",
        { Known: null } and not { WarmUp: >= 2 and <= 1_000_000 } => "a warm-up has 2 to 1,000,000 samples",
        not { ClearAfter: >= 0 and <= 1_000_000 } => "an alarm clears after 0 to 1,000,000 samples",
        { Known: not null } and not
        {
            Known: { Mean: >= -Detector.LargestValue and <= Detector.LargestValue, Deviation: > 0 and <= Detector.LargestValue },
        } => "a known deviation lies above 0",
        _ => null,
    };
}
