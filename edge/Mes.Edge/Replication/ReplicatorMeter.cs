using System.Diagnostics.Metrics;

namespace Mes.Edge.Replication;

/// <summary>What went up to central, for whoever listens to the meter.</summary>
sealed class ReplicatorMeter : IDisposable
{
    readonly Meter _meter = new("Mes.Edge.Replicator");
    readonly Counter<long> _events;
    readonly Counter<long> _segments;
    readonly Counter<long> _retries;

    public ReplicatorMeter()
    {
        _events = _meter.CreateCounter<long>("events.sent");
        _segments = _meter.CreateCounter<long>("segments.sent");
        _retries = _meter.CreateCounter<long>("requests.retried");
    }

    public void Events(int count) => _events.Add(count);

    public void Segments(int count) => _segments.Add(count);

    public void Retry() => _retries.Add(1);

    public void Dispose() => _meter.Dispose();
}
