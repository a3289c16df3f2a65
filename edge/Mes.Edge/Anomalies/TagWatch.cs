using Mes.Contracts.Events;
using Mes.Contracts.Telemetry;
using Mes.Domain.Anomalies;

namespace Mes.Edge.Anomalies;

/// <summary>
/// The detectors of one tag. They are shown samples that the source vouches for without reservation, each newer than the one
/// before it; silence in between is nothing to them.
/// </summary>
sealed class TagWatch
{
    const uint NotGood = 0xC000_0000;

    // A sample that is no newer is a repeat or came late. So many in a row mean that the source's clock was set back.
    const int MostLate = 10;

    readonly Armed[] _detectors;
    long _lastUs;
    int _late;

    /// <param name="known">What was last committed; null for a tag that was not watched before.</param>
    public TagWatch(TagNames names, IReadOnlyList<DetectorRule> rules, TagCheckpoint? known)
    {
        Names = names;
        (_lastUs, _late) = (known?.LastUs ?? long.MinValue, known?.Late ?? 0);
        _detectors = [.. rules.Select(rule =>
            Armed.Of(rule, known?.Detectors.FirstOrDefault(detector => detector.Rule == rule)))];
        HasChanged = Array.Exists(_detectors, each => !each.IsKnown);
    }

    public TagNames Names { get; }

    /// <summary>There is something that the last checkpoint does not hold.</summary>
    public bool HasChanged { get; set; }

    public IEnumerable<(DetectorRule Rule, OpenAlarm Alarm)> Open =>
        _detectors.Where(each => each.Open is not null).Select(each => (each.Detector.Rule, each.Open!));

    public TagCheckpoint Checkpoint => new(_lastUs, _late, [.. _detectors.Select(each =>
        new DetectorCheckpoint(each.Detector.Rule, each.Detector.Progress, each.Open))]);

    /// <summary>Takes a sample; true where an alarm opened or cleared.</summary>
    /// <param name="raise">Told of each alarm that opens.</param>
    public bool See(in TelemetrySample sample, Action<TagWatch, DetectorRule, OpenAlarm> raise) =>
        Take(sample, isReplay: false, raise);

    /// <summary>
    /// Takes a sample that was committed before, and with it the alarms that it led to: those are not told again. A detector that
    /// is new has no part in it.
    /// </summary>
    public void SeeAgain(in TelemetrySample sample) => Take(sample, isReplay: true, raise: null);

    bool Take(in TelemetrySample sample, bool isReplay, Action<TagWatch, DetectorRule, OpenAlarm>? raise)
    {
        if (sample.Value is not { } value || (sample.Status & NotGood) != 0 || !IsNext(Microseconds.Of(sample.Time)))
        {
            return false;
        }

        var changed = false;
        foreach (ref var armed in _detectors.AsSpan())
        {
            if (isReplay && !armed.IsKnown)
            {
                continue;
            }

            var wasOpen = armed.Detector.IsOpen;
            if (armed.Detector.See(value) is { } anomaly)
            {
                armed.Open = new OpenAlarm(sample.Time, anomaly);
                raise?.Invoke(this, armed.Detector.Rule, armed.Open);
                changed = true;
            }
            else if (wasOpen && !armed.Detector.IsOpen)
            {
                armed.Open = null;
                changed = true;
            }
        }

        return changed;
    }

    bool IsNext(long us)
    {
        HasChanged = true;
        if (us <= _lastUs && ++_late < MostLate)
        {
            return false;
        }

        (_lastUs, _late) = (us, 0);
        return true;
    }

    struct Armed
    {
        public Detector Detector;
        public OpenAlarm? Open;
        public bool IsKnown;

        public static Armed Of(DetectorRule rule, DetectorCheckpoint? known) => new()
        {
            Detector = Detector.Resume(rule, known?.Progress ?? DetectorProgress.Start),
            Open = known?.Open,
            IsKnown = known is not null,
        };
    }
}

/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Tag">Number of the tag.</param>
/// <param name="Metric">What it measures.</param>
/// <param name="Unit">As shown; null where it has none.</param>
sealed record TagNames(string Machine, long Tag, string Metric, string? Unit);
