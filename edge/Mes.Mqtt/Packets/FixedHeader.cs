using Mes.Mqtt.Codec;

namespace Mes.Mqtt.Packets;

/// <summary>The first two to five bytes of a packet (2.1; 3.1.1: 2.2).</summary>
/// <param name="Flags">The lower four bits of the first byte.</param>
/// <param name="Length">Bytes of the header itself.</param>
/// <param name="Remaining">Bytes that follow it.</param>
readonly record struct FixedHeader(PacketType Type, byte Flags, int Length, int Remaining)
{
    const byte DupFlag = 0x08;
    const byte RetainFlag = 0x01;

    public int Qos => (Flags >> 1) & 3;

    public bool Dup => (Flags & DupFlag) != 0;

    public bool Retain => (Flags & RetainFlag) != 0;

    public static byte FirstByte(PacketType type, int qos = 0, bool dup = false, bool retain = false) =>
        (byte)(((int)type << 4) | (qos << 1) | (dup ? DupFlag : 0) | (retain ? RetainFlag : 0) | (NeedsFlag(type) ? 2 : 0));

    /// <summary>False where more bytes are needed to know.</summary>
    /// <exception cref="MqttDecodingException">No packet begins like this.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FixedHeader header)
    {
        header = default;
        if (bytes.IsEmpty)
        {
            return false;
        }

        var type = (PacketType)(bytes[0] >> 4);
        var flags = (byte)(bytes[0] & 0x0F);
        Check(type, flags);
        if (!VariableByteInteger.TryRead(bytes[1..], out var remaining, out var length))
        {
            return false;
        }

        header = new FixedHeader(type, flags, 1 + length, (int)remaining);
        return true;
    }

    static void Check(PacketType type, byte flags)
    {
        if (type < PacketType.Connect)
        {
            throw new MqttDecodingException("A packet has the type 0, which is reserved.");
        }

        var isRight = type == PacketType.Publish ? (flags & 0x06) != 0x06 : flags == (NeedsFlag(type) ? 2 : 0);
        if (!isRight)
        {
            throw new MqttDecodingException($"{type} has the flags 0x{flags:X}, which it must not have.");
        }
    }

    static bool NeedsFlag(PacketType type) => type is PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe;
}
