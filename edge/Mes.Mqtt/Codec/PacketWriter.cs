using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Mes.Mqtt.Codec;

/// <summary>Writes the values of 1.5 of the standard.</summary>
sealed class PacketWriter
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Clear() => _bytes.ResetWrittenCount();

    public void Byte(byte value) => _bytes.Write([value]);

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.GetSpan(2), value);
        _bytes.Advance(2);
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    public void VariableByteInteger(uint value) => _bytes.Advance(Codec.VariableByteInteger.Write(value, _bytes.GetSpan(4)));

    /// <exception cref="ArgumentException">Too long, ill-formed, or it holds U+0000.</exception>
    public void Text(string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A text must not hold the character U+0000.", nameof(value));
        }

        Binary(Strict.GetBytes(value));
    }

    public void Binary(ReadOnlySpan<byte> value)
    {
        if (value.Length > ushort.MaxValue)
        {
            throw new ArgumentException($"{value.Length} bytes are too many; {ushort.MaxValue} can be told.", nameof(value));
        }

        UInt16((ushort)value.Length);
        Raw(value);
    }

    public void Raw(ReadOnlySpan<byte> value) => _bytes.Write(value);
}
