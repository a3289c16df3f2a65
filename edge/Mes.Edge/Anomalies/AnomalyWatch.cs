using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mes.Contracts.Events;
using Mes.Contracts.Telemetry;
using Mes.Domain.Anomalies;
using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Edge.Journal;

namespace Mes.Edge.Anomalies;

/// <summary>
/// The detectors of a line. An alarm's event is in the commit of the sample that it was raised at. Checkpoints follow at their
/// leisure: a restart takes them up and is shown again what telemetry the journal holds after them, without a word, as what that
/// led to is in the journal too (docs/decisions/0012).
/// </summary>
sealed class AnomalyWatch
{
    const string WatchName = "detectors";

    // A rolling window takes kilobytes: not for every commit. A minute's telemetry is read again in no time.
    static readonly TimeSpan CheckpointInterval = TimeSpan.FromMinutes(1);

    readonly EventMint _mint;
    readonly Dictionary<long, TagWatch> _tags = [];
    readonly Dictionary<string, byte[]> _checkpoints = [];
    readonly List<JournalEvent> _raised = [];

    // Made once: one a sample would be memory a sample.
    readonly Action<TagWatch, DetectorRule, OpenAlarm> _raise;
    TimeSpan? _checkpointAt;
    long _segment = -1;

    AnomalyWatch(EventMint mint)
    {
        _mint = mint;
        _raise = Raise;
    }

    /// <summary>Alarms that have not cleared yet; the same list until one opens or clears.</summary>
    public IReadOnlyList<OpenAnomaly> Open { get; private set; } = [];

    /// <summary>
    /// Nothing of this run is written down yet: the commit to come should end a segment, so that what is new is known from its
    /// first sample on, however soon the program is killed.
    /// </summary>
    public bool WantsSegmentEnd => _checkpointAt is null;

    /// <summary>Takes up what the journal holds.</summary>
    /// <param name="tagOf">Number of a tag by machine and metric.</param>
    public static AnomalyWatch Start(
        EdgeConfiguration configuration, Func<string, string, long> tagOf, JournalStore store, EventMint mint)
    {
        var watch = new AnomalyWatch(mint);
        foreach (var machine in configuration.Machines)
        {
            var code = configuration.CodeOf(machine);
            foreach (var tag in machine.Tags.Where(tag => tag.Detectors.Count > 0))
            {
                var names = new TagNames(code, tagOf(code, tag.Metric), tag.Metric, tag.Unit);
                var known = Read(store, NameOf(names.Tag), DetectorJson.Default.TagCheckpoint);
                watch._tags.Add(names.Tag, new TagWatch(names, tag.Detectors, known));
            }
        }

        watch.CatchUp(store);
        watch.Open = watch.ListOpen();
        return watch;
    }

    /// <summary>Shows the detectors what a source published; the events of the alarms that this raised.</summary>
    public IReadOnlyList<JournalEvent> Take(SourceNotice.Published published)
    {
        _raised.Clear();
        if (_tags.Count == 0)
        {
            return _raised;
        }

        var changed = false;
        foreach (var sample in published.Samples)
        {
            if (_tags.TryGetValue(sample.Tag, out var tag))
            {
                changed |= tag.See(new TelemetrySample(sample.Tag, sample.Time, sample.Value, sample.Status), _raise);
            }
        }

        if (changed)
        {
            Open = ListOpen();
        }

        return _raised;
    }

    /// <summary>
    /// All samples that the detectors have been shown are in segments up to this one: now and then a time to write down how far
    /// they are, also where there are none, or the first one to come would be shown days. The next commit takes it along.
    /// </summary>
    /// <param name="mono">This run's monotonic time.</param>
    public void Checkpoint(long segment, TimeSpan mono)
    {
        var isDue = _checkpointAt is not { } last || mono - last >= CheckpointInterval;
        if (!isDue || segment == _segment)
        {
            return;
        }

        foreach (var tag in _tags.Values.Where(tag => tag.HasChanged))
        {
            Write(NameOf(tag.Names.Tag), tag.Checkpoint, DetectorJson.Default.TagCheckpoint);
            tag.HasChanged = false;
        }

        Write(WatchName, new WatchCheckpoint(segment), DetectorJson.Default.WatchCheckpoint);
        (_checkpointAt, _segment) = (mono, segment);
    }

    /// <summary>Adds the checkpoints that wait for the commit.</summary>
    public void DrainInto(Dictionary<string, byte[]> checkpoints)
    {
        foreach (var (name, json) in _checkpoints)
        {
            checkpoints[name] = json;
        }

        _checkpoints.Clear();
    }

    void CatchUp(JournalStore store)
    {
        if (_tags.Count == 0 || Read(store, WatchName, DetectorJson.Default.WatchCheckpoint) is not { } known)
        {
            return;
        }

        foreach (var sample in store.SamplesAfter(known.Segment))
        {
            if (_tags.TryGetValue(sample.Tag, out var tag))
            {
                tag.SeeAgain(sample);
            }
        }
    }

    void Raise(TagWatch tag, DetectorRule rule, OpenAlarm alarm)
    {
        var (names, anomaly) = (tag.Names, alarm.Anomaly);
        _raised.Add(_mint.Make(
            new AnomalyDetected(
                names.Machine, names.Tag, names.Metric, DetectorKindCode.Of(rule.Kind), AnomalySeverityCode.Of(anomaly.Severity),
                anomaly.Value, anomaly.ExpectedLow, anomaly.ExpectedHigh),
            alarm.At));
    }

    List<OpenAnomaly> ListOpen() =>
    [
        .. from tag in _tags.Values
           from open in tag.Open
           select new OpenAnomaly(tag.Names, open.Rule.Kind, open.Alarm.At, open.Alarm.Anomaly),
    ];

    void Write<T>(string name, T checkpoint, JsonTypeInfo<T> type) =>
        _checkpoints[name] = JsonSerializer.SerializeToUtf8Bytes(checkpoint, type);

    static T? Read<T>(JournalStore store, string name, JsonTypeInfo<T> type)
        where T : class =>
        store.ReadCheckpoint(name) is { } json ? JsonSerializer.Deserialize(json, type) : null;

    static string NameOf(long tag) => $"detectors:{tag}";
}

/// <summary>An alarm that has not cleared yet.</summary>
/// <param name="Since">Time of the sample at which it was raised.</param>
sealed record OpenAnomaly(TagNames Tag, DetectorKind Detector, DateTimeOffset Since, Anomaly Anomaly);
