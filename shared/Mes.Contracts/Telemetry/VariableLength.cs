using System.Buffers;

namespace Mes.Contracts.Telemetry;

/// <summary>Integers in as few bytes as they need: seven bits a byte, lowest first, the high bit set where more follow.</summary>
static class VariableLength
{
    public const int MaxBytes = 10;

    public static void Write(ArrayBufferWriter<byte> buffer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        WriteBits(buffer, (ulong)value);
    }

    /// <summary>Zigzag: small numbers of either sign stay short.</summary>
    public static void WriteSigned(ArrayBufferWriter<byte> buffer, long value) =>
        WriteBits(buffer, unchecked((ulong)((value << 1) ^ (value >> 63))));

    static void WriteBits(ArrayBufferWriter<byte> buffer, ulong bits)
    {
        var span = buffer.GetSpan(MaxBytes);
        var length = 0;
        for (; bits > 0x7F; bits >>= 7)
        {
            span[length++] = (byte)((bits & 0x7F) | 0x80);
        }

        span[length++] = (byte)bits;
        buffer.Advance(length);
    }
}
