using Mes.Contracts.Events;
using Mes.Contracts.Telemetry;

namespace Mes.Edge.Journal;

/// <summary>What becomes durable together: events, the checkpoints that led to them, and samples.</summary>
/// <param name="Checkpoints">JSON by name; only those that changed.</param>
/// <param name="At">Clocks of the first sample.</param>
/// <param name="Settled">Nothing that happened before this instant is missing once the events are held.</param>
/// <param name="Seal">Close the open segment with these samples.</param>
/// <param name="Acknowledged">How far central holds the lanes, where that changed.</param>
sealed record JournalCommit(
    IReadOnlyList<JournalEvent> Events, IReadOnlyDictionary<string, byte[]> Checkpoints,
    IReadOnlyList<TelemetrySample> Samples, EventTimes At, DateTimeOffset Settled, bool Seal,
    IReadOnlyCollection<Acknowledged> Acknowledged);
