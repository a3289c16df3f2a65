using Mes.Mqtt.Codec;

namespace Mes.Mqtt.Packets;

/// <summary>Turns packets into bytes. Not for two threads at once: it keeps its buffers.</summary>
sealed class PacketEncoder(MqttVersion version)
{
    readonly PacketWriter _body = new();
    readonly PacketWriter _packets = new();

    /// <summary>The bytes of the packets one after another; they hold until the next call.</summary>
    /// <exception cref="ArgumentException">The standard does not allow such a packet; the message says why.</exception>
    public ReadOnlyMemory<byte> Encode(params ReadOnlySpan<MqttPacket> packets)
    {
        _packets.Clear();
        foreach (var packet in packets)
        {
            _body.Clear();
            var first = WriteBody(packet);
            _packets.Byte(first);
            _packets.VariableByteInteger((uint)_body.Written.Length);
            _packets.Raw(_body.Written.Span);
        }

        return _packets.Written;
    }

    byte WriteBody(MqttPacket packet)
    {
        switch (packet)
        {
            case ConnectPacket connect:
                ConnectCodec.Write(connect, _body);
                break;
            case ConnAckPacket connAck:
                _body.Byte(connAck.SessionPresent ? (byte)1 : (byte)0);
                _body.Byte(connAck.ReasonCode);
                Write(connAck.Properties);
                break;
            case PublishPacket publish:
                WritePublish(publish);
                return FixedHeader.FirstByte(PacketType.Publish, publish.Qos, publish.Dup, publish.Retain);
            case AnswerPacket answer:
                _body.UInt16(Checked(answer.PacketId));
                WriteLast(answer.ReasonCode, answer.Properties, atLeastCode: false);
                break;
            case SubscribePacket subscribe:
                WriteSubscribe(subscribe);
                break;
            case SubAckPacket subAck:
                WriteCodes(subAck.PacketId, subAck.ReasonCodes, subAck.Properties);
                break;
            case UnsubscribePacket unsubscribe:
                WriteUnsubscribe(unsubscribe);
                break;
            case UnsubAckPacket unsubAck:
                WriteCodes(unsubAck.PacketId, unsubAck.ReasonCodes, unsubAck.Properties);
                break;
            case DisconnectPacket disconnect:
                WriteLast(disconnect.ReasonCode, disconnect.Properties, atLeastCode: true);
                break;
            case AuthPacket auth:
                WriteLast(auth.ReasonCode, auth.Properties, atLeastCode: true);
                break;
        }

        return FixedHeader.FirstByte(packet.Type);
    }

    void WritePublish(PublishPacket publish)
    {
        if (publish.Qos is < 0 or > 2 || publish.Topic.AsSpan().ContainsAny('+', '#'))
        {
            throw new ArgumentException("A message needs a topic without wildcards and a quality of service from 0 to 2.");
        }

        _body.Text(publish.Topic);
        if (publish.Qos > 0)
        {
            _body.UInt16(Checked(publish.PacketId));
        }

        Write(publish.Properties);
        if (_body.Written.Length + (long)publish.Payload.Length > VariableByteInteger.Max)
        {
            throw new ArgumentException($"A payload of {publish.Payload.Length} bytes does not fit into a packet.");
        }

        _body.Raw(publish.Payload.Span);
    }

    void WriteSubscribe(SubscribePacket subscribe)
    {
        _body.UInt16(Checked(subscribe.PacketId));
        Write(subscribe.Properties);
        foreach (var filter in subscribe.Filters)
        {
            var options = version == MqttVersion.V5
                ? (filter.NoLocal ? 4 : 0) | (filter.RetainAsPublished ? 8 : 0) | (filter.RetainHandling << 4)
                : 0;
            _body.Text(filter.Filter);
            _body.Byte((byte)(filter.Qos | options));
        }
    }

    void WriteUnsubscribe(UnsubscribePacket unsubscribe)
    {
        _body.UInt16(Checked(unsubscribe.PacketId));
        Write(unsubscribe.Properties);
        foreach (var filter in unsubscribe.Filters)
        {
            _body.Text(filter);
        }
    }

    void WriteCodes(ushort packetId, byte[] codes, Properties properties)
    {
        _body.UInt16(Checked(packetId));
        Write(properties);
        _body.Raw(codes);
    }

    /// <summary>A reason that may be left out where it is success and nothing follows (5: 3.4.2.1).</summary>
    void WriteLast(byte code, Properties properties, bool atLeastCode)
    {
        if (version == MqttVersion.V311 || (code == ReasonCodes.Success && properties.All.Count == 0 && !atLeastCode))
        {
            return;
        }

        _body.Byte(code);
        properties.Write(_body);
    }

    void Write(Properties properties)
    {
        if (version == MqttVersion.V5)
        {
            properties.Write(_body);
        }
    }

    static ushort Checked(ushort packetId) =>
        packetId > 0 ? packetId : throw new ArgumentException("A packet that is answered needs a packet id above 0.");
}
