using Mes.Mqtt.Codec;

namespace Mes.Mqtt.Packets;

/// <summary>CONNECT (3.1), whose parts depend on flags. The level is in the packet itself.</summary>
static class ConnectCodec
{
    const string Name = "MQTT";
    const string OldName = "MQIsdp";
    const byte OldLevel = 3;
    const byte BridgeBit = 0x80;

    const int CleanStart = 0x02;
    const int HasWill = 0x04;
    const int WillRetain = 0x20;
    const int HasPassword = 0x40;
    const int HasUser = 0x80;

    public static ConnectPacket Read(ref PacketReader reader)
    {
        var name = reader.Text();
        var level = reader.Byte();
        CheckProtocol(name, level, message => new MqttDecodingException(message));
        var flags = reader.Byte();
        CheckFlags(flags, level);
        var keepAlive = reader.UInt16();
        var isFive = IsFive(level);
        var properties = isFive ? Properties.Read(ref reader, PacketType.Connect) : Properties.None;
        var clientId = reader.Text();
        WillMessage? will = null;
        if ((flags & HasWill) != 0)
        {
            var willProperties = isFive ? Properties.Read(ref reader, PacketType.Connect, will: true) : Properties.None;
            will = new WillMessage(
                reader.Text(), reader.Binary(), (flags >> 3) & 3, (flags & WillRetain) != 0, willProperties);
        }

        var user = (flags & HasUser) != 0 ? reader.Text() : null;
        var password = (flags & HasPassword) != 0 ? reader.Binary() : null;
        return new ConnectPacket(name, level, (flags & CleanStart) != 0, keepAlive, clientId, will, user, password, properties);
    }

    /// <exception cref="ArgumentException">The standard does not allow it; the message says what.</exception>
    public static void Write(ConnectPacket packet, PacketWriter writer)
    {
        CheckProtocol(packet.ProtocolName, packet.Level, message => new ArgumentException(message, nameof(packet)));
        CheckContent(packet);
        writer.Text(packet.ProtocolName);
        writer.Byte(packet.Level);
        writer.Byte(FlagsOf(packet));
        writer.UInt16(packet.KeepAlive);
        if (IsFive(packet.Level))
        {
            packet.Properties.Write(writer);
        }

        writer.Text(packet.ClientId);
        if (packet.Will is { } will)
        {
            if (IsFive(packet.Level))
            {
                will.Properties.Write(writer);
            }

            writer.Text(will.Topic);
            writer.Binary(will.Payload);
        }

        if (packet.User is { } user)
        {
            writer.Text(user);
        }

        if (packet.Password is { } password)
        {
            writer.Binary(password);
        }
    }

    static bool IsFive(byte level) => (level & ~BridgeBit) == (int)MqttVersion.V5;

    static void CheckProtocol(string name, byte level, Func<string, Exception> refuse)
    {
        var plain = level & ~BridgeBit;
        var isOld = name == OldName && plain is OldLevel or (int)MqttVersion.V311;
        if (!isOld && !(name == Name && plain is (int)MqttVersion.V311 or (int)MqttVersion.V5))
        {
            throw refuse($"CONNECT is for the protocol {name}, level {level}, which is not known.");
        }
    }

    static void CheckFlags(byte flags, byte level)
    {
        if ((flags & 1) != 0)
        {
            throw new MqttDecodingException("CONNECT has its reserved flag set.");
        }

        var qos = (flags >> 3) & 3;
        if (qos == 3 || ((flags & HasWill) == 0 && (qos != 0 || (flags & WillRetain) != 0)))
        {
            throw new MqttDecodingException("CONNECT has flags of a will that do not fit each other.");
        }

        if (!IsFive(level) && (flags & (HasPassword | HasUser)) == HasPassword)
        {
            throw new MqttDecodingException("CONNECT has a password and no user.");
        }
    }

    static void CheckContent(ConnectPacket packet)
    {
        if (!IsFive(packet.Level) && packet is { Password: not null, User: null })
        {
            throw new ArgumentException("Before version 5 a password needs a user.", nameof(packet));
        }

        if (packet.ClientId.Length == 0 && !IsFive(packet.Level) && (packet.Level == OldLevel || !packet.CleanStart))
        {
            throw new ArgumentException("Without a client id there is no session to keep.", nameof(packet));
        }

        if (packet.Will is { } will && (will.Topic.Length == 0 || will.Qos is < 0 or > 2))
        {
            throw new ArgumentException("A will needs a topic and a quality of service from 0 to 2.", nameof(packet));
        }
    }

    static byte FlagsOf(ConnectPacket packet)
    {
        var will = packet.Will;
        return (byte)(
            (packet.CleanStart ? CleanStart : 0)
            | (will is null ? 0 : HasWill | (will.Qos << 3) | (will.Retain ? WillRetain : 0))
            | (packet.Password is null ? 0 : HasPassword)
            | (packet.User is null ? 0 : HasUser));
    }
}
