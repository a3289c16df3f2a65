namespace Mes.Mqtt.Codec;

/// <summary>Seven bits a byte, lowest first, the eighth says that more follow (5: 1.5.5; 3.1.1: 2.2.3).</summary>
static class VariableByteInteger
{
    public const uint Max = 268_435_455;
    const int BytesMax = 4;

    /// <summary>False where the bytes end before the number does.</summary>
    /// <exception cref="MqttDecodingException">It has more than four bytes.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out uint value, out int length)
    {
        value = 0;
        for (length = 0; length < BytesMax; length++)
        {
            if (length == bytes.Length)
            {
                return false;
            }

            var next = bytes[length];
            value |= (uint)(next & 0x7F) << (7 * length);
            if (next < 0x80)
            {
                length++;
                return true;
            }
        }

        throw new MqttDecodingException("A variable byte integer has more than four bytes.");
    }

    /// <exception cref="ArgumentOutOfRangeException">It is above <see cref="Max"/>.</exception>
    public static int Write(uint value, Span<byte> to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Max);
        var length = 0;
        do
        {
            to[length] = (byte)((value & 0x7F) | (value > 0x7F ? 0x80u : 0));
            value >>= 7;
            length++;
        }
        while (value > 0);

        return length;
    }
}
