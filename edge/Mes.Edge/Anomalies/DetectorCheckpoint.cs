using System.Text.Json.Serialization;
using Mes.Domain.Anomalies;

namespace Mes.Edge.Anomalies;

/// <summary>How far the tags' checkpoints have come.</summary>
/// <param name="Segment">They hold every sample up to this telemetry segment, and none after it.</param>
sealed record WatchCheckpoint(long Segment);

/// <param name="LastUs">Time of the newest sample taken, in microseconds.</param>
/// <param name="Late">Samples in a row that were no newer than it.</param>
/// <param name="Detectors">In the order of the configuration.</param>
sealed record TagCheckpoint(long LastUs, int Late, IReadOnlyList<DetectorCheckpoint> Detectors);

/// <param name="Rule">By which the progress was made; a changed rule starts anew.</param>
/// <param name="Open">The alarm that has not cleared yet.</param>
sealed record DetectorCheckpoint(DetectorRule Rule, DetectorProgress Progress, OpenAlarm? Open);

/// <param name="At">Time of the sample at which it was raised.</param>
sealed record OpenAlarm(DateTimeOffset At, Anomaly Anomaly);

[JsonSerializable(typeof(WatchCheckpoint))]
[JsonSerializable(typeof(TagCheckpoint))]
sealed partial class DetectorJson : JsonSerializerContext;
