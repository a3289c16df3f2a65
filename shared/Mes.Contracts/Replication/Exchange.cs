using System.Text.Json.Serialization;

namespace Mes.Contracts.Replication;

/// <summary>An edge introduces its journal before it sends: <c>POST /edge/v1/hello</c>.</summary>
/// <param name="Producer">The edge's number.</param>
/// <param name="Incarnation">Its journal.</param>
/// <param name="Previous">The journal this one replaces, if any.</param>
/// <param name="KeyId">SHA-256 of its public key, lower-case hex.</param>
/// <param name="Program">Name and version.</param>
public sealed record Hello(uint Producer, Guid Incarnation, Guid? Previous, string KeyId, string Program);

/// <summary>What central holds of that journal.</summary>
/// <param name="Central">Goes into every batch header.</param>
/// <param name="Epoch">Goes up when central is restored from a backup.</param>
/// <param name="Ordinal">Central's number for the incarnation (L6).</param>
/// <param name="Events">State of the event lane.</param>
/// <param name="Telemetry">Numbers of the segments held.</param>
public sealed record Welcome(Guid Central, int Epoch, int Ordinal, EventsHeld Events, IReadOnlyList<HeldRange> Telemetry);

/// <summary>The acknowledgement of the event lane, whatever the status code (L19).</summary>
/// <param name="Seq">Last sequence held; 0 for none.</param>
/// <param name="Hash">Chain hash there, lower-case hex. The edge prunes only where its own hash agrees.</param>
/// <param name="Safe">Last sequence that a backup or replica holds too; where none is configured, the same as Seq (L23).</param>
/// <param name="Outcome">appended, repeat, gap, overlap or fork.</param>
public sealed record EventsHeld(long Seq, string Hash, long Safe, string Outcome);

/// <summary>The acknowledgement of the telemetry lane (L20).</summary>
public sealed record SegmentsHeld(IReadOnlyList<HeldRange> Held);

/// <summary>Segments First to Last, both held.</summary>
public sealed record HeldRange(long First, long Last);

/// <summary>Central's clock, from a small request of its own (L10): <c>GET /edge/v1/time</c>.</summary>
public sealed record CentralTime(DateTimeOffset Utc);

/// <summary>JSON of the exchange; times are microseconds.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(Events.TimeConverter), typeof(Events.SpanConverter)])]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Welcome))]
[JsonSerializable(typeof(EventsHeld))]
[JsonSerializable(typeof(SegmentsHeld))]
[JsonSerializable(typeof(CentralTime))]
[JsonSerializable(typeof(Live.LiveView))]
public sealed partial class ExchangeJson : JsonSerializerContext;
