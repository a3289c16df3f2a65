using System.Buffers.Binary;
using System.Text;

namespace Mes.Mqtt.Codec;

/// <summary>Reads the values of 1.5 of the standard; a length is checked before anything is allocated.</summary>
ref struct PacketReader(ReadOnlySpan<byte> bytes)
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    /// <summary>Two byte integer (1.5.2).</summary>
    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    /// <summary>Four byte integer (5: 1.5.3).</summary>
    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>Variable byte integer (5: 1.5.5; 3.1.1: 2.2.3), at most 268,435,455.</summary>
    public uint VariableByteInteger()
    {
        if (!Codec.VariableByteInteger.TryRead(_rest, out var value, out var length))
        {
            throw new MqttDecodingException("A packet ends within a variable byte integer.");
        }

        _rest = _rest[length..];
        return value;
    }

    /// <summary>UTF-8 encoded string (1.5.4; 3.1.1: 1.5.3), without ill-formed sequences and U+0000.</summary>
    public string Text()
    {
        var bytes = Take(UInt16());
        try
        {
            return bytes.Contains((byte)0)
                ? throw new MqttDecodingException("A text holds the character U+0000.")
                : Strict.GetString(bytes);
        }
        catch (DecoderFallbackException malformed)
        {
            throw new MqttDecodingException("A text is not UTF-8.", malformed);
        }
    }

    /// <summary>Binary data with its length before it (5: 1.5.6).</summary>
    public byte[] Binary() => Take(UInt16()).ToArray();

    /// <summary>A reader of the next bytes, which this one then has passed.</summary>
    public PacketReader Part(uint length) => new(Take(length));

    public ReadOnlySpan<byte> Rest() => Take((uint)_rest.Length);

    public readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty)
        {
            throw new MqttDecodingException($"A packet has {_rest.Length} bytes more than its content.");
        }
    }

    ReadOnlySpan<byte> Take(uint count)
    {
        if (count > (uint)_rest.Length)
        {
            throw new MqttDecodingException($"A packet ends {count - (uint)_rest.Length} bytes too early.");
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
