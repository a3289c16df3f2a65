using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Types;

/// <summary>Variant on the wire (Part 6, 5.2.2.16): low six bits the type, 0x80 an array, 0x40 its dimensions after it.</summary>
static class VariantCodec
{
    const byte TypeBits = 0x3F;
    const byte ArrayBit = 0x80;
    const byte DimensionsBit = 0x40;

    public static Variant Decode(ref UaReader reader)
    {
        reader.Enter();
        var encoding = reader.ReadByte();
        var type = (BuiltInType)(encoding & TypeBits);
        if (type > BuiltInType.Diagnostic)
        {
            throw new UaDecodingException($"{(int)type} is no built-in type.");
        }

        var hasDimensions = (encoding & DimensionsBit) != 0;
        if (hasDimensions && (encoding & ArrayBit) == 0)
        {
            throw new UaDecodingException("A scalar Variant has dimensions.");
        }

        var value = (encoding & ArrayBit) == 0 ? ReadScalar(ref reader, type) : ReadArray(ref reader, type, hasDimensions);
        reader.Leave();
        return value;
    }

    public static void Encode(Variant value, UaWriter writer)
    {
        var dimensions = value.DimensionArray;
        writer.WriteByte((byte)((int)value.Type
            | (value.IsArray ? ArrayBit : 0)
            | (dimensions is null ? 0 : DimensionsBit)));
        if (!value.IsArray)
        {
            WriteScalar(value, writer);
            return;
        }

        WriteArray(value, writer);
        if (dimensions is not null)
        {
            writer.WriteArray(dimensions, static (output, length) => output.WriteInt32(length));
        }
    }

    static Variant ReadScalar(ref UaReader reader, BuiltInType type) => type switch
    {
        BuiltInType.Null => default,
        BuiltInType.Boolean => Variant.From(reader.ReadBoolean()),
        BuiltInType.SByte => Variant.From(reader.ReadSByte()),
        BuiltInType.Byte => Variant.From(reader.ReadByte()),
        BuiltInType.Int16 => Variant.From(reader.ReadInt16()),
        BuiltInType.UInt16 => Variant.From(reader.ReadUInt16()),
        BuiltInType.Int32 => Variant.From(reader.ReadInt32()),
        BuiltInType.UInt32 => Variant.From(reader.ReadUInt32()),
        BuiltInType.Int64 => Variant.From(reader.ReadInt64()),
        BuiltInType.UInt64 => Variant.From(reader.ReadUInt64()),
        BuiltInType.Float => Variant.From(reader.ReadSingle()),
        BuiltInType.Double => Variant.From(reader.ReadDouble()),
        BuiltInType.String => Variant.From(reader.ReadString()),
        BuiltInType.DateTime => Variant.From(reader.ReadDateTime()),
        BuiltInType.StatusCode => Variant.From(reader.ReadStatusCode()),
        _ => Variant.FromReference(type, ReadReference(ref reader, type)),
    };

    static object ReadReference(ref UaReader reader, BuiltInType type) => type switch
    {
        BuiltInType.Guid => reader.ReadGuid(),
        BuiltInType.ByteString or BuiltInType.XmlElement => reader.ReadByteString(),
        BuiltInType.NodeId => NodeId.Decode(ref reader),
        BuiltInType.ExpandedNodeId => ExpandedNodeId.Decode(ref reader),
        BuiltInType.QualifiedName => QualifiedName.Decode(ref reader),
        BuiltInType.LocalizedText => LocalizedText.Decode(ref reader),
        BuiltInType.ExtensionObject => ExtensionObject.Decode(ref reader),
        BuiltInType.DataValue => DataValue.Decode(ref reader),
        BuiltInType.Variant => Decode(ref reader),
        BuiltInType.Diagnostic => Diagnostic.Decode(ref reader),
        _ => throw new UaDecodingException($"{type} is no scalar."),
    };

    static Variant ReadArray(ref UaReader reader, BuiltInType type, bool hasDimensions)
    {
        var elements = ReadElements(ref reader, type);
        if (!hasDimensions)
        {
            return Variant.FromArray(type, elements);
        }

        var dimensions = reader.ReadList(static (ref input) => input.ReadInt32(), 4);
        var count = elements?.Length ?? 0;

        // Servers disagree about the dimensions of a matrix without elements; there is nothing to misplace in one.
        return count == 0 || count == ElementCount(dimensions)
            ? Variant.FromArray(type, elements, dimensions)
            : throw new UaDecodingException($"A matrix of {count} elements has dimensions for another number.");
    }

    // Capped so that a long row of dimensions cannot overflow; no real array comes near it.
    static long ElementCount(int[] dimensions) =>
        dimensions.Aggregate(1L, (count, length) => Math.Min(count * Math.Max(length, 0), int.MaxValue));

    static Array? ReadElements(ref UaReader reader, BuiltInType type) => type switch
    {
        BuiltInType.Boolean => reader.ReadArray(static (ref input) => input.ReadBoolean()),
        BuiltInType.SByte => reader.ReadArray(static (ref input) => input.ReadSByte()),
        BuiltInType.Byte => reader.ReadArray(static (ref input) => input.ReadByte()),
        BuiltInType.Int16 => reader.ReadArray(static (ref input) => input.ReadInt16(), 2),
        BuiltInType.UInt16 => reader.ReadArray(static (ref input) => input.ReadUInt16(), 2),
        BuiltInType.Int32 => reader.ReadArray(static (ref input) => input.ReadInt32(), 4),
        BuiltInType.UInt32 => reader.ReadArray(static (ref input) => input.ReadUInt32(), 4),
        BuiltInType.Int64 => reader.ReadArray(static (ref input) => input.ReadInt64(), 8),
        BuiltInType.UInt64 => reader.ReadArray(static (ref input) => input.ReadUInt64(), 8),
        BuiltInType.Float => reader.ReadArray(static (ref input) => input.ReadSingle(), 4),
        BuiltInType.Double => reader.ReadArray(static (ref input) => input.ReadDouble(), 8),
        BuiltInType.String => reader.ReadArray(static (ref input) => input.ReadString(), 4),
        BuiltInType.DateTime => reader.ReadArray(static (ref input) => input.ReadDateTime(), 8),
        BuiltInType.Guid => reader.ReadArray(static (ref input) => input.ReadGuid(), 16),
        BuiltInType.ByteString or BuiltInType.XmlElement => reader.ReadArray(static (ref input) => input.ReadByteString(), 4),
        BuiltInType.NodeId => reader.ReadArray(static (ref input) => NodeId.Decode(ref input), 2),
        BuiltInType.ExpandedNodeId => reader.ReadArray(static (ref input) => ExpandedNodeId.Decode(ref input), 2),
        BuiltInType.StatusCode => reader.ReadArray(static (ref input) => input.ReadStatusCode(), 4),
        BuiltInType.QualifiedName => reader.ReadArray(static (ref input) => QualifiedName.Decode(ref input), 6),
        BuiltInType.LocalizedText => reader.ReadArray(static (ref input) => LocalizedText.Decode(ref input)),
        BuiltInType.ExtensionObject => reader.ReadArray(static (ref input) => ExtensionObject.Decode(ref input), 3),
        BuiltInType.DataValue => reader.ReadArray(static (ref input) => DataValue.Decode(ref input)),
        BuiltInType.Variant => reader.ReadArray(static (ref input) => Decode(ref input)),
        BuiltInType.Diagnostic => reader.ReadArray(static (ref input) => Diagnostic.Decode(ref input)),
        _ => throw new UaDecodingException($"An array of {type} holds nothing."),
    };

    static void WriteScalar(Variant value, UaWriter writer)
    {
        switch (value.Type)
        {
            case BuiltInType.Null:
                break;
            case BuiltInType.Boolean or BuiltInType.SByte or BuiltInType.Byte:
                writer.WriteByte(unchecked((byte)value.Bits));
                break;
            case BuiltInType.Int16 or BuiltInType.UInt16:
                writer.WriteUInt16(unchecked((ushort)value.Bits));
                break;
            case BuiltInType.Int32 or BuiltInType.UInt32 or BuiltInType.Float or BuiltInType.StatusCode:
                writer.WriteUInt32(unchecked((uint)value.Bits));
                break;
            case BuiltInType.Int64 or BuiltInType.UInt64 or BuiltInType.Double:
                writer.WriteInt64(value.Bits);
                break;
            case BuiltInType.DateTime:
                writer.WriteDateTime(value.AsDateTime);
                break;
            default:
                WriteReference(value, writer);
                break;
        }
    }

    static void WriteReference(Variant value, UaWriter writer)
    {
        switch (value.Reference)
        {
            case Guid unique:
                writer.WriteGuid(unique);
                break;
            case ByteString bytes:
                writer.WriteByteString(bytes);
                break;
            case NodeId node:
                node.Encode(writer);
                break;
            case ExpandedNodeId node:
                node.Encode(writer);
                break;
            case QualifiedName name:
                name.Encode(writer);
                break;
            case LocalizedText text:
                text.Encode(writer);
                break;
            case ExtensionObject structure:
                structure.Encode(writer);
                break;
            case DataValue inner:
                inner.Encode(writer);
                break;
            case Variant inner:
                Encode(inner, writer);
                break;
            case Diagnostic diagnostic:
                diagnostic.Encode(writer);
                break;
            default:
                writer.WriteString(value.Reference as string);
                break;
        }
    }

    static void WriteArray(Variant value, UaWriter writer)
    {
        if (value.Reference is not Array elements)
        {
            writer.WriteInt32(-1);
            return;
        }

        writer.WriteInt32(elements.Length);
        foreach (var element in elements)
        {
            WriteScalar(ScalarOf(value.Type, element), writer);
        }
    }

    // Boxes: a client writes arrays seldom, and reads them through ReadElements, which does not.
    static Variant ScalarOf(BuiltInType type, object? element) => element switch
    {
        bool it => Variant.From(it),
        sbyte it => Variant.From(it),
        byte it => Variant.From(it),
        short it => Variant.From(it),
        ushort it => Variant.From(it),
        int it => Variant.From(it),
        uint it => Variant.From(it),
        long it => Variant.From(it),
        ulong it => Variant.From(it),
        float it => Variant.From(it),
        double it => Variant.From(it),
        DateTimeOffset it => Variant.From(it),
        StatusCode it => Variant.From(it),
        _ => Variant.FromReference(type, element),
    };
}
