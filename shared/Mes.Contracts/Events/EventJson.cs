using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Mes.Contracts.Events;

/// <summary>
/// Writes an event as the bytes that are hashed, stored and sent, and reads them again (L3). One golden file per kind and
/// version holds the form; a change of form is a new version.
/// </summary>
public static class EventJson
{
    /// <summary>The largest event, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    const int Version = 1;

    static readonly FrozenDictionary<string, JsonTypeInfo> Kinds = new JsonTypeInfo[]
    {
        EventBodies.Default.IncarnationOpened, EventBodies.Default.ConfigurationApplied, EventBodies.Default.MachineDefined,
        EventBodies.Default.TagDefined, EventBodies.Default.ReasonDefined, EventBodies.Default.CalendarDefined,
        EventBodies.Default.ClockObserved, EventBodies.Default.MachineStateChanged, EventBodies.Default.PartsCounted,
        EventBodies.Default.QuantityReclassified, EventBodies.Default.StoppageReasonGiven, EventBodies.Default.OrderRunStarted,
        EventBodies.Default.OrderRunEnded, EventBodies.Default.GapOpened, EventBodies.Default.GapClosed,
        EventBodies.Default.TelemetryAnchored,
        EventBodies.Default.AnomalyDetected,
    }.ToFrozenDictionary(info => info.Type.Name);

    /// <summary>Names of the kinds this program knows.</summary>
    public static IReadOnlyList<string> KnownKinds => Kinds.Keys;

    /// <summary>The event's bytes: UTF-8 JSON, members in a fixed order.</summary>
    /// <exception cref="ArgumentException">
    /// The event is larger than <see cref="MaxBytes"/>, of no known kind, or holds text that <see cref="EventText"/> does not
    /// allow.
    /// </exception>
    public static byte[] Write(JournalEvent journaled)
    {
        var kind = journaled.Body.GetType().Name;
        if (!Kinds.TryGetValue(kind, out var bodyType))
        {
            throw new ArgumentException($"{kind} is not a kind of event.", nameof(journaled));
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id", journaled.Id);
            writer.WriteString("kind", kind);
            writer.WriteNumber("v", Version);
            writer.WritePropertyName("times");
            JsonSerializer.Serialize(writer, journaled.Times, EventBodies.Default.EventTimes);
            WriteOptional(writer, "person", journaled.Person);
            writer.WriteString("station", EventText.Allowed(journaled.Station));
            WriteOptional(writer, "act", journaled.Act);
            writer.WritePropertyName("body");
            JsonSerializer.Serialize(writer, journaled.Body, bodyType);
            writer.WriteEndObject();
        }

        return buffer.WrittenCount <= MaxBytes
            ? buffer.WrittenSpan.ToArray()
            : throw new ArgumentException(
                $"The event has {buffer.WrittenCount} bytes; {MaxBytes} is the limit.", nameof(journaled));
    }

    /// <summary>Reads an event; a kind or version this program does not know comes back as <see cref="UnknownBody"/>.</summary>
    /// <exception cref="JsonException">
    /// The bytes are no event: too long, not JSON, or a member is missing or of the wrong type.
    /// </exception>
    public static JournalEvent Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new JsonException($"An event has at most {MaxBytes} bytes; this one has {bytes.Length}.");
        }

        var envelope = JsonSerializer.Deserialize(bytes, EventBodies.Default.Envelope)
            ?? throw new JsonException("An event is a JSON object, not null.");
        var body = envelope.V == Version && Kinds.TryGetValue(envelope.Kind, out var type)
            ? (EventBody?)envelope.Body.Deserialize(type) ?? throw new JsonException($"The body of a {envelope.Kind} is missing.")
            : new UnknownBody(envelope.Kind, envelope.V);
        return new JournalEvent(envelope.Id, envelope.Times, envelope.Person, envelope.Station, envelope.Act, body);
    }

    static void WriteOptional(Utf8JsonWriter writer, string name, Guid? value)
    {
        if (value is { } id)
        {
            writer.WriteString(name, id);
        }
    }
}

sealed record Envelope(
    Guid Id, string Kind, int V, EventTimes Times, string Station, JsonElement Body, Guid? Person = null, Guid? Act = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(TimeConverter), typeof(SpanConverter), typeof(TextConverter)])]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(IncarnationOpened))]
[JsonSerializable(typeof(ConfigurationApplied))]
[JsonSerializable(typeof(MachineDefined))]
[JsonSerializable(typeof(TagDefined))]
[JsonSerializable(typeof(ReasonDefined))]
[JsonSerializable(typeof(CalendarDefined))]
[JsonSerializable(typeof(ClockObserved))]
[JsonSerializable(typeof(MachineStateChanged))]
[JsonSerializable(typeof(PartsCounted))]
[JsonSerializable(typeof(QuantityReclassified))]
[JsonSerializable(typeof(StoppageReasonGiven))]
[JsonSerializable(typeof(OrderRunStarted))]
[JsonSerializable(typeof(OrderRunEnded))]
[JsonSerializable(typeof(GapOpened))]
[JsonSerializable(typeof(GapClosed))]
[JsonSerializable(typeof(TelemetryAnchored))]
[JsonSerializable(typeof(AnomalyDetected))]
sealed partial class EventBodies : JsonSerializerContext;
