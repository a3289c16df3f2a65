using System.Text;
using System.Text.Json;
using Mes.Mqtt.Packets;

namespace Mes.Mqtt.Tests.Vectors;

/// <summary>Packets as mqtt-packet, an independent implementation, writes them in JSON.</summary>
static class PacketJson
{
    static readonly Dictionary<string, PropertyId> OtherNames = new()
    {
        ["maximumQoS"] = PropertyId.MaximumQos,
        ["userProperties"] = PropertyId.UserProperty,
        ["subscriptionIdentifiersAvailable"] = PropertyId.SubscriptionIdentifierAvailable,
    };

    public static MqttPacket Of(JsonElement json) => json.GetProperty("cmd").GetString() switch
    {
        "connect" => Connect(json),
        "connack" => new ConnAckPacket(Flag(json, "sessionPresent"), Code(json), PropertiesOf(json)),
        "publish" => new PublishPacket(
            json.GetProperty("topic").GetString()!, Bytes(json, "payload") ?? [], Number(json, "qos"),
            Flag(json, "retain"), Flag(json, "dup"), Id(json), PropertiesOf(json)),
        "puback" => new AnswerPacket(PacketType.PubAck, Id(json), Code(json), PropertiesOf(json)),
        "pubrec" => new AnswerPacket(PacketType.PubRec, Id(json), Code(json), PropertiesOf(json)),
        "pubrel" => new AnswerPacket(PacketType.PubRel, Id(json), Code(json), PropertiesOf(json)),
        "pubcomp" => new AnswerPacket(PacketType.PubComp, Id(json), Code(json), PropertiesOf(json)),
        "subscribe" => new SubscribePacket(
            Id(json), [.. json.GetProperty("subscriptions").EnumerateArray().Select(Filter)], PropertiesOf(json)),
        "suback" => new SubAckPacket(Id(json), Codes(json), PropertiesOf(json)),
        "unsubscribe" => new UnsubscribePacket(
            Id(json), [.. json.GetProperty("unsubscriptions").EnumerateArray().Select(each => each.GetString()!)],
            PropertiesOf(json)),
        "unsuback" => new UnsubAckPacket(Id(json), Codes(json), PropertiesOf(json)),
        "pingreq" => new PingRequestPacket(),
        "pingresp" => new PingResponsePacket(),
        "disconnect" => new DisconnectPacket(Code(json), PropertiesOf(json)),
        "auth" => new AuthPacket(Code(json), PropertiesOf(json)),
        var other => throw new FormatException($"There is no packet {other}."),
    };

    static ConnectPacket Connect(JsonElement json)
    {
        var bridge = Flag(json, "bridgeMode") ? 0x80 : 0;
        var name = json.TryGetProperty("protocolId", out var protocol) ? protocol.GetString()! : "MQTT";
        var level = json.TryGetProperty("protocolVersion", out var version) ? version.GetByte() : (byte)4;
        var clean = !json.TryGetProperty("clean", out var start) || start.GetBoolean();
        return new ConnectPacket(
            name, (byte)(level | bridge), clean,
            json.TryGetProperty("keepalive", out var seconds) ? seconds.GetUInt16() : (ushort)0,
            Text(json, "clientId") ?? "", Will(json), Text(json, "username"), Bytes(json, "password"), PropertiesOf(json));
    }

    static WillMessage? Will(JsonElement json) => json.TryGetProperty("will", out var will)
        ? new WillMessage(
            will.GetProperty("topic").GetString()!, Bytes(will, "payload") ?? [], Number(will, "qos"), Flag(will, "retain"),
            PropertiesOf(will))
        : null;

    static FilterRequest Filter(JsonElement json) => new(
        json.GetProperty("topic").GetString()!, Number(json, "qos"), Flag(json, "nl"), Flag(json, "rap"), Number(json, "rh"));

    static Properties PropertiesOf(JsonElement json) => json.TryGetProperty("properties", out var properties)
        ? new Properties([.. properties.EnumerateObject().SelectMany(each => PropertyOf(each.Name, each.Value))])
        : Properties.None;

    static IEnumerable<Property> PropertyOf(string name, JsonElement value)
    {
        var id = OtherNames.TryGetValue(name, out var other) ? other : Enum.Parse<PropertyId>(name, ignoreCase: true);
        if (id == PropertyId.UserProperty)
        {
            return
                from pair in value.EnumerateObject()
                from text in pair.Value.ValueKind == JsonValueKind.Array ? pair.Value.EnumerateArray().ToArray() : [pair.Value]
                select new Property(id, Name: pair.Name, Text: text.GetString()!);
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(each => One(id, each)) : [One(id, value)];
    }

    static Property One(PropertyId id, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => new Property(id, 1),
        JsonValueKind.False => new Property(id, 0),
        JsonValueKind.String => Property.Of(id, value.GetString()!),
        JsonValueKind.Object => new Property(id, Bytes: Hex(value)),
        _ => new Property(id, value.GetUInt32()),
    };

    static byte Code(JsonElement json) =>
        json.TryGetProperty("reasonCode", out var code) || json.TryGetProperty("returnCode", out code) ? code.GetByte() : (byte)0;

    static byte[] Codes(JsonElement json) => json.TryGetProperty("granted", out var granted)
        ? [.. granted.EnumerateArray().Select(each => each.GetByte())]
        : [];

    static ushort Id(JsonElement json) => json.TryGetProperty("messageId", out var id) ? id.GetUInt16() : (ushort)0;

    static int Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetBoolean();

    static string? Text(JsonElement json, string name) => Bytes(json, name) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    static byte[]? Bytes(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object ? Hex(value) : Encoding.UTF8.GetBytes(value.GetString()!);
    }

    // A payload of so many bytes, of which only the number matters: not touched, so that it takes no memory.
    static byte[] Hex(JsonElement value) => value.TryGetProperty("bytes", out var count)
        ? GC.AllocateUninitializedArray<byte>(count.GetInt32())
        : Convert.FromHexString(value.GetProperty("hex").GetString()!);
}
