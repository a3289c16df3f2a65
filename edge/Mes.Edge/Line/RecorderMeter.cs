using System.Diagnostics.Metrics;
using Mes.Edge.Acquisition;

namespace Mes.Edge.Line;

/// <summary>What the recorder did, for whoever listens to the meter.</summary>
sealed class RecorderMeter : IDisposable
{
    const string Name = "Mes.Edge.Recorder";

    readonly Meter _meter = new(Name);
    readonly Counter<long> _samples;
    readonly Counter<long> _withoutNumber;
    readonly Counter<long> _acts;
    readonly Histogram<double> _commit;

    public RecorderMeter()
    {
        _samples = _meter.CreateCounter<long>("samples.accepted");
        _withoutNumber = _meter.CreateCounter<long>("samples.without_number");
        _acts = _meter.CreateCounter<long>("acts");
        _commit = _meter.CreateHistogram<double>("commit.duration", unit: "ms");
    }

    public void Samples(IReadOnlyList<TagSample> samples)
    {
        _samples.Add(samples.Count);
        _withoutNumber.Add(samples.Count(sample => sample.Value is null));
    }

    public void Act(bool isAccepted) => _acts.Add(1, new KeyValuePair<string, object?>("accepted", isAccepted));

    public void Commit(TimeSpan took) => _commit.Record(took.TotalMilliseconds);

    public void Dispose() => _meter.Dispose();
}
