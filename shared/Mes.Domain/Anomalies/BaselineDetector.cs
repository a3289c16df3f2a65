namespace Mes.Domain.Anomalies;

/// <summary>
/// Compares with what the warm-up showed, or with what the rule says is normal. Of a warm-up without any deviation nothing can
/// be judged: it goes on until there is some.
/// </summary>
abstract class BaselineDetector : Detector
{
    Moments _moments;
    Baseline? _baseline;
    double _mean;
    double _deviation;

    private protected BaselineDetector(DetectorRule rule, DetectorProgress progress)
        : base(rule, progress)
    {
        _moments = new Moments { Count = progress.Seen, Mean = progress.Mean, SquareSum = progress.SquareSum };
        if ((rule.Known ?? progress.Baseline) is { } baseline)
        {
            Take(baseline);
        }
    }

    private protected sealed override bool Signals(double value, out Band expected)
    {
        if (_baseline is not null)
        {
            return Signals(value, _mean, _deviation, out expected);
        }

        expected = default;
        _moments.Add(value);
        if (_moments.Count >= Rule.WarmUp && Math.Max(_moments.Deviation, Rule.MinDeviation) is > 0 and var deviation)
        {
            Take(new Baseline(_moments.Mean, deviation));
        }

        return false;
    }

    private protected abstract bool Signals(double value, double mean, double deviation, out Band expected);

    private protected override DetectorProgress Into(DetectorProgress progress) => progress with
    {
        Seen = _moments.Count,
        Mean = _moments.Mean,
        SquareSum = _moments.SquareSum,
        Baseline = _baseline,
    };

    void Take(Baseline baseline) => (_baseline, _mean, _deviation) = (baseline, baseline.Mean, baseline.Deviation);
}
