using Mes.Mqtt.Codec;

namespace Mes.Mqtt.Packets;

/// <summary>Turns the bytes of one packet into its content. Pure; refuses everything that the standard calls malformed.</summary>
static class PacketDecoder
{
    /// <param name="body">What follows the fixed header, <see cref="FixedHeader.Remaining"/> bytes.</param>
    /// <exception cref="MqttDecodingException">It is malformed; the message says how.</exception>
    public static MqttPacket Decode(FixedHeader header, ReadOnlySpan<byte> body, MqttVersion version)
    {
        var reader = new PacketReader(body);
        MqttPacket packet = header.Type switch
        {
            PacketType.Connect => ConnectCodec.Read(ref reader),
            PacketType.ConnAck => ReadConnAck(ref reader, version),
            PacketType.Publish => ReadPublish(header, ref reader, version),
            PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp =>
                ReadAnswer(header.Type, ref reader, version),
            PacketType.Subscribe => ReadSubscribe(ref reader, version),
            PacketType.SubAck => ReadSubAck(ref reader, version),
            PacketType.Unsubscribe => ReadUnsubscribe(ref reader, version),
            PacketType.UnsubAck => ReadUnsubAck(ref reader, version),
            PacketType.PingReq => new PingRequestPacket(),
            PacketType.PingResp => new PingResponsePacket(),
            PacketType.Disconnect => ReadDisconnect(ref reader, version),
            _ => ReadAuth(ref reader, version),
        };
        reader.ExpectEnd();
        return packet;
    }

    static ConnAckPacket ReadConnAck(ref PacketReader reader, MqttVersion version)
    {
        var flags = reader.Byte();
        if (flags > 1)
        {
            throw new MqttDecodingException("CONNACK has reserved flags set.");
        }

        // A broker that does not know version 5 answers in two bytes; some leave out what is zero.
        var code = version == MqttVersion.V311 || !reader.IsAtEnd ? reader.Byte() : ReasonCodes.Success;
        return new ConnAckPacket(flags == 1, code, ReadLastProperties(ref reader, PacketType.ConnAck, version));
    }

    static PublishPacket ReadPublish(FixedHeader header, ref PacketReader reader, MqttVersion version)
    {
        var topic = reader.Text();
        var packetId = header.Qos > 0 ? ReadPacketId(ref reader, PacketType.Publish) : (ushort)0;
        var properties = ReadProperties(ref reader, PacketType.Publish, version);
        if (topic.AsSpan().ContainsAny('+', '#'))
        {
            throw new MqttDecodingException("PUBLISH has a wildcard in its topic.");
        }

        if (topic.Length == 0 && properties.Number(PropertyId.TopicAlias) is null)
        {
            throw new MqttDecodingException("PUBLISH has no topic.");
        }

        return new PublishPacket(topic, reader.Rest().ToArray(), header.Qos, header.Retain, header.Dup, packetId, properties);
    }

    static AnswerPacket ReadAnswer(PacketType type, ref PacketReader reader, MqttVersion version)
    {
        var packetId = ReadPacketId(ref reader, type);
        var code = ReadLastCode(ref reader, type, version);
        return new AnswerPacket(type, packetId, code, ReadLastProperties(ref reader, type, version));
    }

    static SubscribePacket ReadSubscribe(ref PacketReader reader, MqttVersion version)
    {
        var packetId = ReadPacketId(ref reader, PacketType.Subscribe);
        var properties = ReadProperties(ref reader, PacketType.Subscribe, version);
        var filters = new List<FilterRequest>();
        do
        {
            filters.Add(ReadFilter(ref reader, version));
        }
        while (!reader.IsAtEnd);

        return new SubscribePacket(packetId, filters, properties);
    }

    static FilterRequest ReadFilter(ref PacketReader reader, MqttVersion version)
    {
        var filter = reader.Text();
        var options = reader.Byte();
        var (qos, handling) = (options & 3, (options >> 4) & 3);
        if (qos == 3 || handling == 3 || (options & (version == MqttVersion.V5 ? 0xC0 : 0xFC)) != 0)
        {
            throw new MqttDecodingException($"SUBSCRIBE has the options 0x{options:X2}, which do not exist.");
        }

        return new FilterRequest(filter, qos, (options & 4) != 0, (options & 8) != 0, handling);
    }

    static SubAckPacket ReadSubAck(ref PacketReader reader, MqttVersion version)
    {
        var packetId = ReadPacketId(ref reader, PacketType.SubAck);
        var properties = ReadProperties(ref reader, PacketType.SubAck, version);
        return new SubAckPacket(packetId, ReadCodes(ref reader, PacketType.SubAck, version), properties);
    }

    static UnsubscribePacket ReadUnsubscribe(ref PacketReader reader, MqttVersion version)
    {
        var packetId = ReadPacketId(ref reader, PacketType.Unsubscribe);
        var properties = ReadProperties(ref reader, PacketType.Unsubscribe, version);
        var filters = new List<string>();
        do
        {
            filters.Add(reader.Text());
        }
        while (!reader.IsAtEnd);

        return new UnsubscribePacket(packetId, filters, properties);
    }

    static UnsubAckPacket ReadUnsubAck(ref PacketReader reader, MqttVersion version)
    {
        var packetId = ReadPacketId(ref reader, PacketType.UnsubAck);
        if (version == MqttVersion.V311)
        {
            return new UnsubAckPacket(packetId, [], Properties.None);
        }

        var properties = ReadProperties(ref reader, PacketType.UnsubAck, version);
        return new UnsubAckPacket(packetId, ReadCodes(ref reader, PacketType.UnsubAck, version), properties);
    }

    static DisconnectPacket ReadDisconnect(ref PacketReader reader, MqttVersion version)
    {
        var code = ReadLastCode(ref reader, PacketType.Disconnect, version);
        return new DisconnectPacket(code, ReadLastProperties(ref reader, PacketType.Disconnect, version));
    }

    static AuthPacket ReadAuth(ref PacketReader reader, MqttVersion version)
    {
        if (version == MqttVersion.V311)
        {
            throw new MqttDecodingException("AUTH does not exist in MQTT 3.1.1.");
        }

        var code = ReadLastCode(ref reader, PacketType.Auth, version);
        return new AuthPacket(code, ReadLastProperties(ref reader, PacketType.Auth, version));
    }

    static ushort ReadPacketId(ref PacketReader reader, PacketType type) =>
        reader.UInt16() is > 0 and var id ? id : throw new MqttDecodingException($"{type} has the packet id 0.");

    static byte[] ReadCodes(ref PacketReader reader, PacketType type, MqttVersion version)
    {
        var codes = reader.Rest().ToArray();
        return codes.Length == 0
            ? throw new MqttDecodingException($"{type} has no reason codes.")
            : Array.ConvertAll(codes, code => Known(type, version, code));
    }

    // Version 5 may leave out a reason of success at the end, and properties after it (3.4.2.1, 3.14.2.1).
    static byte ReadLastCode(ref PacketReader reader, PacketType type, MqttVersion version) =>
        version == MqttVersion.V311 || reader.IsAtEnd ? ReasonCodes.Success : Known(type, version, reader.Byte());

    static byte Known(PacketType type, MqttVersion version, byte code) => ReasonCodes.IsKnown(type, version, code)
        ? code
        : throw new MqttDecodingException($"{type} has the reason code 0x{code:X2}, which it must not have.");

    static Properties ReadLastProperties(ref PacketReader reader, PacketType type, MqttVersion version) =>
        reader.IsAtEnd ? Properties.None : ReadProperties(ref reader, type, version);

    static Properties ReadProperties(ref PacketReader reader, PacketType type, MqttVersion version) =>
        version == MqttVersion.V5 ? Properties.Read(ref reader, type) : Properties.None;
}
