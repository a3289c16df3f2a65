using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Codec;

/// <summary>Writes OPC UA Binary (Part 6, 5.2). Holds only a reference, so it is passed by value.</summary>
readonly struct UaWriter(IBufferWriter<byte> output)
{
    public void WriteBoolean(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    public void WriteByte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public void WriteSByte(sbyte value) => WriteByte(unchecked((byte)value));

    public void WriteInt16(short value)
    {
        BinaryPrimitives.WriteInt16LittleEndian(output.GetSpan(2), value);
        output.Advance(2);
    }

    public void WriteUInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(2), value);
        output.Advance(2);
    }

    public void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    public void WriteInt64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public void WriteUInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public void WriteSingle(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    public void WriteDouble(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public void WriteDateTime(DateTimeOffset value) => WriteInt64(UaDateTime.ToWire(value));

    public void WriteGuid(Guid value)
    {
        value.TryWriteBytes(output.GetSpan(16));
        output.Advance(16);
    }

    public void WriteStatusCode(StatusCode value) => WriteUInt32(value.Value);

    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteInt32(-1);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        WriteInt32(length);
        Encoding.UTF8.GetBytes(value, output.GetSpan(length));
        output.Advance(length);
    }

    public void WriteByteString(ByteString value)
    {
        WriteInt32(value.IsNull ? -1 : value.Span.Length);
        output.Write(value.Span);
    }

    public void WriteArray<T>(IReadOnlyList<T>? elements, Action<UaWriter, T> writeElement)
    {
        if (elements is null)
        {
            WriteInt32(-1);
            return;
        }

        WriteInt32(elements.Count);
        foreach (var element in elements)
        {
            writeElement(this, element);
        }
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes) => output.Write(bytes);
}
