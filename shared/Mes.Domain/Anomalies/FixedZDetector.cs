namespace Mes.Domain.Anomalies;

/// <summary>
/// Alarm where |x - μ| / σ exceeds the threshold, μ and σ of the warm-up: Shewhart's chart of individual values.
/// Source: NIST/SEMATECH e-Handbook 6.3.2.2, with σ the sample deviation rather than that of moving ranges.
/// </summary>
sealed class FixedZDetector(DetectorRule rule, DetectorProgress progress) : BaselineDetector(rule, progress)
{
    private protected override bool Signals(double value, double mean, double deviation, out Band expected)
    {
        expected = new Band(mean, Rule.Threshold * deviation);
        return Math.Abs(value - mean) / deviation > Rule.Threshold;
    }
}
