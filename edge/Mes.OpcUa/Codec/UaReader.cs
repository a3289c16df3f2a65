using System.Buffers.Binary;
using System.Text;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Codec;

delegate T ReadElement<T>(ref UaReader reader);

/// <summary>
/// Reads OPC UA Binary (Part 6, 5.2) from one whole message. Any fault is a <see cref="UaDecodingException"/>.
/// Memory taken stays proportional to the bytes given: every array element owns at least one byte of the message,
/// so the elements of all arrays together, nested ones included, can never be more than its length.
/// </summary>
ref struct UaReader
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    readonly ReadOnlySpan<byte> _bytes;
    readonly DecodingLimits _limits;
    int _position;
    int _depth;
    int _elementBudget;

    public UaReader(ReadOnlySpan<byte> bytes, DecodingLimits limits)
    {
        _bytes = bytes;
        _limits = limits;
        _elementBudget = bytes.Length;
    }

    public readonly int Position => _position;

    public readonly int Remaining => _bytes.Length - _position;

    public bool ReadBoolean() => ReadByte() != 0;

    public byte ReadByte() => Take(1)[0];

    public sbyte ReadSByte() => unchecked((sbyte)ReadByte());

    public short ReadInt16() => BinaryPrimitives.ReadInt16LittleEndian(Take(2));

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public float ReadSingle() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public DateTimeOffset ReadDateTime() => UaDateTime.FromWire(ReadInt64());

    public Guid ReadGuid() => new(Take(16));

    public StatusCode ReadStatusCode() => new(ReadUInt32());

    public string? ReadString() => TryTakeSized("String", out var bytes) ? Utf8.GetString(bytes) : null;

    public ByteString ReadByteString() => TryTakeSized("ByteString", out var bytes) ? new ByteString(bytes.ToArray()) : default;

    /// <summary>Null for the length -1, as the standard tells a null array from an empty one.</summary>
    public T[]? ReadArray<T>(ReadElement<T> readElement, int elementBytesMin = 1)
    {
        if (!TryReadCount(elementBytesMin, out var count))
        {
            return null;
        }

        var elements = new T[count];
        for (var i = 0; i < count; i++)
        {
            elements[i] = readElement(ref this);
        }

        return elements;
    }

    /// <summary>The length of an array whose elements the caller reads; a null array has none.</summary>
    public int ReadCount(int elementBytesMin) => TryReadCount(elementBytesMin, out var count) ? count : 0;

    /// <summary>For lists in messages, where null and empty mean the same.</summary>
    public T[] ReadList<T>(ReadElement<T> readElement, int elementBytesMin = 1) => ReadArray(readElement, elementBytesMin) ?? [];

    /// <summary>Call around everything that may contain itself; pair with <see cref="Leave"/>.</summary>
    public void Enter()
    {
        if (++_depth > _limits.DepthMax)
        {
            throw new UaDecodingException($"Values are nested deeper than {_limits.DepthMax}.");
        }
    }

    public void Leave() => _depth--;

    /// <summary>The offset at which a body that is about to be read must end; see <see cref="SkipTo"/>.</summary>
    public int ReadEndOfBody()
    {
        var length = Math.Max(ReadInt32(), 0);
        return length <= Remaining
            ? _position + length
            : throw new UaDecodingException($"A body claims {length} bytes where {Remaining} are left.");
    }

    /// <summary>Passes over what a newer sender added at the end of a body.</summary>
    public void SkipTo(int end) => _position = _position <= end
        ? end
        : throw new UaDecodingException($"A body was read {_position - end} bytes beyond its own length.");

    ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            throw new UaDecodingException($"{count} bytes wanted at offset {_position} where {Remaining} are left.");
        }

        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    bool TryReadCount(int elementBytesMin, out int count)
    {
        count = ReadInt32();
        if (count > _limits.ArrayLengthMax)
        {
            throw new UaDecodingException($"An array of {count} elements is longer than the limit of {_limits.ArrayLengthMax}.");
        }

        if ((long)count * elementBytesMin > Remaining || count > _elementBudget)
        {
            throw new UaDecodingException($"An array claims {count} elements where {Remaining} bytes are left.");
        }

        _elementBudget -= Math.Max(count, 0);
        return count >= 0;
    }

    bool TryTakeSized(string what, out ReadOnlySpan<byte> bytes)
    {
        var length = ReadInt32();
        if (length > _limits.StringBytesMax)
        {
            throw new UaDecodingException($"A {what} of {length} bytes is longer than the limit of {_limits.StringBytesMax}.");
        }

        bytes = length < 0 ? default : Take(length);
        return length >= 0;
    }
}
