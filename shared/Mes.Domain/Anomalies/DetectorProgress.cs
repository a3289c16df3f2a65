namespace Mes.Domain.Anomalies;

/// <summary>
/// All that a detector remembers: plain numbers, all of them finite, so that a restart goes on as if nothing had happened.
/// </summary>
/// <param name="Seen">Usable samples so far; also tells where in <paramref name="Window"/> the next value goes.</param>
/// <param name="Mean">Of the warm-up or, with a window, of the window.</param>
/// <param name="SquareSum">Sum of squared distances from that mean.</param>
/// <param name="Peak">Largest <paramref name="SquareSum"/> since the window was last summed up anew.</param>
/// <param name="Baseline">What is normal, once learnt.</param>
/// <param name="High">Cusum: sum of excesses above.</param>
/// <param name="Low">Cusum: sum of excesses below.</param>
/// <param name="Average">Ewma: the weighted mean; null before the first judged sample.</param>
/// <param name="IsOpen">An alarm was raised and has not cleared yet.</param>
/// <param name="Clear">Clear samples in a row since the last one that signalled.</param>
/// <param name="Window">The values that the next one is compared with, in the order in which they are replaced.</param>
public sealed record DetectorProgress(
    long Seen, double Mean, double SquareSum, double Peak, Baseline? Baseline, double High, double Low, double? Average,
    bool IsOpen, int Clear, IReadOnlyList<double> Window)
{
    /// <summary>Nothing has been seen yet.</summary>
    public static DetectorProgress Start { get; } = new(
        Seen: 0, Mean: 0, SquareSum: 0, Peak: 0, Baseline: null, High: 0, Low: 0, Average: null,
        IsOpen: false, Clear: 0, Window: []);
}
