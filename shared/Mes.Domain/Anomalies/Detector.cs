namespace Mes.Domain.Anomalies;

/// <summary>
/// Watches the values of one tag, in the order of time. A fold whose state lies in place, so that a sample costs no memory:
/// the same rule, progress and values give the same alarms, and nothing else goes in. <see cref="Progress"/> hands the state
/// out, <see cref="Resume"/> goes on from it.
/// </summary>
public abstract class Detector
{
    /// <summary>Values beyond this, to either side, are skipped like NaN: their squares would not fit a double.</summary>
    public const double LargestValue = 1e100;

    readonly DetectorRule _rule;
    bool _isOpen;
    int _clear;

    private protected Detector(DetectorRule rule, DetectorProgress progress)
    {
        _rule = rule;
        (_isOpen, _clear) = (progress.IsOpen, progress.Clear);
    }

    public DetectorRule Rule => _rule;

    /// <summary>An alarm was raised and has not cleared yet.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>A copy of all that is remembered.</summary>
    public DetectorProgress Progress => Into(DetectorProgress.Start with { IsOpen = _isOpen, Clear = _clear });

    /// <summary>A detector that has seen nothing yet.</summary>
    public static Detector Start(DetectorRule rule) => Resume(rule, DetectorProgress.Start);

    /// <summary>A detector that goes on where another of the same rule stood.</summary>
    /// <exception cref="ArgumentException">The rule cannot be followed; the message says why.</exception>
    public static Detector Resume(DetectorRule rule, DetectorProgress progress) =>
        rule.Fault() is { } fault ? throw new ArgumentException(fault, nameof(rule)) : rule switch
        {
            { Kind: DetectorKind.ZScore, Window: > 0 } => new RollingZDetector(rule, progress),
            { Kind: DetectorKind.ZScore } => new FixedZDetector(rule, progress),
            { Kind: DetectorKind.Cusum } => new CusumDetector(rule, progress),
            _ => new EwmaDetector(rule, progress),
        };

    /// <summary>One step of the fold, for who would rather hold values than an object.</summary>
    public static (DetectorProgress Progress, Anomaly? Alarm) Advance(DetectorRule rule, DetectorProgress progress, double value)
    {
        var detector = Resume(rule, progress);
        var alarm = detector.See(value);
        return (detector.Progress, alarm);
    }

    /// <summary>Takes the next value; the alarm that opens with it, if one does.</summary>
    public Anomaly? See(double value)
    {
        // NaN is not less or equal either.
        if (!(Math.Abs(value) <= LargestValue))
        {
            return null;
        }

        if (!Signals(value, out var expected))
        {
            if (_isOpen && ++_clear >= _rule.ClearAfter)
            {
                (_isOpen, _clear) = (false, 0);
            }

            return null;
        }

        _clear = 0;
        if (_isOpen)
        {
            return null;
        }

        _isOpen = _rule.ClearAfter > 0;
        return Anomaly.Of(value, expected);
    }

    /// <summary>Whether the value is out of the ordinary; in the warm-up none is.</summary>
    private protected abstract bool Signals(double value, out Band expected);

    private protected abstract DetectorProgress Into(DetectorProgress progress);
}
