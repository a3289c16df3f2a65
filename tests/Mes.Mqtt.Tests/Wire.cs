using Mes.Mqtt.Codec;
using Mes.Mqtt.Packets;

namespace Mes.Mqtt.Tests;

/// <summary>Packets to bytes and back, for tests.</summary>
static class Wire
{
    public static byte[] Bytes(MqttPacket packet, MqttVersion version = MqttVersion.V5) =>
        new PacketEncoder(version).Encode(packet).ToArray();

    /// <summary>The one packet that the bytes are; null where they are only the beginning of one.</summary>
    public static MqttPacket? Packet(byte[] bytes, MqttVersion version = MqttVersion.V5)
    {
        if (!FixedHeader.TryRead(bytes, out var header) || bytes.Length < header.Length + header.Remaining)
        {
            return null;
        }

        return PacketDecoder.Decode(header, bytes.AsSpan(header.Length, header.Remaining), version);
    }

    /// <summary>Whether the bytes are refused, or are not a whole packet.</summary>
    public static bool Refuses(byte[] bytes, MqttVersion version)
    {
        try
        {
            return Packet(bytes, version) is null;
        }
        catch (MqttDecodingException)
        {
            return true;
        }
    }
}
