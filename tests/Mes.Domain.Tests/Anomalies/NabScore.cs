namespace Mes.Domain.Tests.Anomalies;

/// <summary>
/// The score of the Numenta Anomaly Benchmark for one file, standard profile: what <c>reference/tools/nab_score.py</c> computes.
/// The first 15 % of the rows, at most 750, do not count. A window is credited once, the more the earlier its best detection
/// lies; a missed one costs 1. A detection outside of windows costs up to 0.11, less shortly after a window.
/// </summary>
static class NabScore
{
    const double FalsePositive = 0.11;
    const double FalseNegative = 1;

    /// <summary>100 is perfect, 0 is what a detector that never speaks gets; null of a file without windows.</summary>
    /// <param name="rows">Number of rows in the file.</param>
    /// <param name="detections">Rows that a detector flagged.</param>
    public static double? Normalised(int rows, IReadOnlyList<(int First, int Last)> windows, IEnumerable<int> detections)
    {
        var probation = Math.Min((int)Math.Floor(0.15 * rows), 750);
        var judged = windows.Where(window => window.Last >= probation).Order().ToArray();
        var counting = detections.Where(row => row >= probation).ToArray();
        if (judged.Length == 0)
        {
            return null;
        }

        var credits = judged.Sum(window => Credit(window, counting));
        var costs = counting.Where(row => !judged.Any(window => Holds(window, row))).Sum(row => Cost(row, judged));
        var silent = -FalseNegative * judged.Length;
        return 100 * (credits + costs - silent) / (judged.Length - silent);
    }

    static double Credit((int First, int Last) window, int[] detections) => detections
        .Where(row => Holds(window, row))
        .Select(row => Sigmoid(-(window.Last - row + 1) / (double)(window.Last - window.First + 1)) / Sigmoid(-1))
        .Append(-FalseNegative)
        .Max();

    static double Cost(int row, (int First, int Last)[] windows)
    {
        var before = windows.Where(window => window.Last < row).ToArray();
        return FalsePositive * (before is [.., var last] ? Sigmoid((row - last.Last) / (double)(last.Last - last.First)) : -1);
    }

    static bool Holds((int First, int Last) window, int row) => row >= window.First && row <= window.Last;

    static double Sigmoid(double y) => y > 3 ? -1 : (2 / (1 + Math.Exp(5 * y))) - 1;
}
