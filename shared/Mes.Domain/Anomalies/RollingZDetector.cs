namespace Mes.Domain.Anomalies;

/// <summary>
/// Alarm where |x - m| / s exceeds the threshold, m and s of the values before x. What it alarms at becomes normal as the window
/// moves on. Where the window has no deviation, nothing is judged.
/// </summary>
sealed class RollingZDetector : Detector
{
    readonly RollingWindow _window;
    long _seen;

    public RollingZDetector(DetectorRule rule, DetectorProgress progress)
        : base(rule, progress)
    {
        _window = new RollingWindow(rule.Window, progress);
        _seen = progress.Seen;
    }

    private protected override bool Signals(double value, out Band expected)
    {
        var isSignal = false;
        expected = default;
        if (_seen >= Rule.WarmUp && _window.IsFull)
        {
            var deviation = Math.Max(_window.Deviation, Rule.MinDeviation);
            expected = new Band(_window.Mean, Rule.Threshold * deviation);
            isSignal = deviation > 0 && Math.Abs(value - _window.Mean) / deviation > Rule.Threshold;
        }

        _window.Add(value);
        _seen++;
        return isSignal;
    }

    private protected override DetectorProgress Into(DetectorProgress progress) => _window.Into(progress);
}
