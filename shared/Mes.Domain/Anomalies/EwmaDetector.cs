namespace Mes.Domain.Anomalies;

/// <summary>
/// Weighted mean z = λ x + (1 - λ) z from z = μ on, alarm where |z - μ| exceeds L σ √(λ / (2 - λ)): the steady-state limits, not
/// those that widen over the first samples. Source: Montgomery, Introduction to Statistical Quality Control, 9.2.1;
/// NIST/SEMATECH e-Handbook 6.3.2.4.
/// </summary>
sealed class EwmaDetector : BaselineDetector
{
    readonly double _reach;
    double _average;
    bool _isBegun;

    public EwmaDetector(DetectorRule rule, DetectorProgress progress)
        : base(rule, progress)
    {
        _reach = rule.Threshold * Math.Sqrt(rule.Weight / (2 - rule.Weight));
        (_average, _isBegun) = (progress.Average ?? 0, progress.Average is not null);
    }

    private protected override bool Signals(double value, double mean, double deviation, out Band expected)
    {
        expected = new Band(mean, _reach * deviation);
        var before = _isBegun ? _average : mean;
        _isBegun = true;
        _average = (Rule.Weight * value) + ((1 - Rule.Weight) * before);
        return Math.Abs(_average - mean) > expected.Reach;
    }

    private protected override DetectorProgress Into(DetectorProgress progress) =>
        base.Into(progress) with { Average = _isBegun ? _average : null };
}
