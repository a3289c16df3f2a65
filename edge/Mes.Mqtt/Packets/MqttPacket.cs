namespace Mes.Mqtt.Packets;

/// <summary>One control packet (3.1 to 3.15), as its content; how it is written depends on the version.</summary>
abstract record MqttPacket
{
    public abstract PacketType Type { get; }
}

/// <param name="ProtocolName">MQTT; MQIsdp for the old level 3.</param>
/// <param name="Level">3, 4 or 5; some bridges set bit 7.</param>
/// <param name="KeepAlive">Seconds; 0 for none.</param>
sealed record ConnectPacket(
    string ProtocolName, byte Level, bool CleanStart, ushort KeepAlive, string ClientId,
    WillMessage? Will, string? User, byte[]? Password, Properties Properties) : MqttPacket
{
    public override PacketType Type => PacketType.Connect;
}

/// <summary>What the broker publishes once the client is gone without a word (3.1.2.5).</summary>
sealed record WillMessage(string Topic, byte[] Payload, int Qos, bool Retain, Properties Properties);

sealed record ConnAckPacket(bool SessionPresent, byte ReasonCode, Properties Properties) : MqttPacket
{
    public override PacketType Type => PacketType.ConnAck;
}

/// <param name="PacketId">0 with QoS 0, which has none.</param>
sealed record PublishPacket(
    string Topic, ReadOnlyMemory<byte> Payload, int Qos, bool Retain, bool Dup, ushort PacketId, Properties Properties)
    : MqttPacket
{
    public override PacketType Type => PacketType.Publish;
}

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
sealed record AnswerPacket(PacketType Kind, ushort PacketId, byte ReasonCode, Properties Properties) : MqttPacket
{
    public override PacketType Type => Kind;
}

sealed record SubscribePacket(ushort PacketId, IReadOnlyList<FilterRequest> Filters, Properties Properties) : MqttPacket
{
    public override PacketType Type => PacketType.Subscribe;
}

/// <summary>A filter with its options (5: 3.8.3.1); version 3.1.1 knows only <paramref name="Qos"/>.</summary>
sealed record FilterRequest(
    string Filter, int Qos, bool NoLocal = false, bool RetainAsPublished = false, int RetainHandling = 0);

sealed record SubAckPacket(ushort PacketId, byte[] ReasonCodes, Properties Properties) : MqttPacket
{
    public override PacketType Type => PacketType.SubAck;
}

sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters, Properties Properties) : MqttPacket
{
    public override PacketType Type => PacketType.Unsubscribe;
}

/// <param name="ReasonCodes">Empty in version 3.1.1.</param>
sealed record UnsubAckPacket(ushort PacketId, byte[] ReasonCodes, Properties Properties) : MqttPacket
{
    public override PacketType Type => PacketType.UnsubAck;
}

sealed record PingRequestPacket : MqttPacket
{
    public override PacketType Type => PacketType.PingReq;
}

sealed record PingResponsePacket : MqttPacket
{
    public override PacketType Type => PacketType.PingResp;
}

sealed record DisconnectPacket(byte ReasonCode, Properties Properties) : MqttPacket
{
    public override PacketType Type => PacketType.Disconnect;
}

sealed record AuthPacket(byte ReasonCode, Properties Properties) : MqttPacket
{
    public override PacketType Type => PacketType.Auth;
}
