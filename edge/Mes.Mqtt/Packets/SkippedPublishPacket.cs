namespace Mes.Mqtt.Packets;

/// <summary>A PUBLISH that is too large to be kept; it is answered as any other, or it would come again for ever.</summary>
sealed record SkippedPublishPacket(string Topic, int Qos, bool Retain, bool Dup, ushort PacketId, long Length) : MqttPacket
{
    public override PacketType Type => PacketType.Publish;
}
