namespace Mes.Domain.Anomalies;

/// <summary>
/// Two-sided standardised CUSUM: z = (x - μ) / σ, C⁺ = max(0, C⁺ + z - k), C⁻ = max(0, C⁻ - z - k), alarm where either exceeds
/// h; that one then starts at zero again. Source: Montgomery, Introduction to Statistical Quality Control, 9.1.2 and 9.1.3;
/// NIST/SEMATECH e-Handbook 6.3.2.3.
/// </summary>
sealed class CusumDetector : BaselineDetector
{
    double _high;
    double _low;

    public CusumDetector(DetectorRule rule, DetectorProgress progress)
        : base(rule, progress)
    {
        (_high, _low) = (progress.High, progress.Low);
    }

    private protected override bool Signals(double value, double mean, double deviation, out Band expected)
    {
        // Within it no sum grows.
        expected = new Band(mean, Rule.Slack * deviation);
        var z = (value - mean) / deviation;
        _high = Math.Max(0, _high + z - Rule.Slack);
        _low = Math.Max(0, _low - z - Rule.Slack);
        var (isHigh, isLow) = (_high > Rule.Threshold, _low > Rule.Threshold);
        _high = isHigh ? 0 : _high;
        _low = isLow ? 0 : _low;
        return isHigh || isLow;
    }

    private protected override DetectorProgress Into(DetectorProgress progress) =>
        base.Into(progress) with { High = _high, Low = _low };
}
