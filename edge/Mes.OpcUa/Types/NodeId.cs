using System.Globalization;
using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Types;

/// <summary>
/// A node in one session's address space. The namespace index is a row of that session's namespace array and may mean another
/// namespace in the next session: what is stored is an <see cref="ExpandedNodeId"/> with the URI.
/// </summary>
public readonly record struct NodeId
{
    const byte TwoByte = 0x00;
    const byte FourByte = 0x01;
    const byte Numeric = 0x02;
    const byte Text = 0x03;
    const byte Unique = 0x04;
    const byte Opaque = 0x05;

    readonly uint _number;
    readonly object? _identifier;

    public NodeId(ushort namespaceIndex, uint number) => (NamespaceIndex, _number) = (namespaceIndex, number);

    public NodeId(ushort namespaceIndex, string? text)
        : this(namespaceIndex, NodeIdKind.String, text ?? "")
    {
    }

    public NodeId(ushort namespaceIndex, Guid unique)
        : this(namespaceIndex, NodeIdKind.Guid, unique)
    {
    }

    public NodeId(ushort namespaceIndex, ByteString opaque)
        : this(namespaceIndex, NodeIdKind.Opaque, opaque)
    {
    }

    NodeId(ushort namespaceIndex, NodeIdKind kind, object identifier) =>
        (NamespaceIndex, Kind, _identifier) = (namespaceIndex, kind, identifier);

    public ushort NamespaceIndex { get; }

    public NodeIdKind Kind { get; }

    public bool IsNull => this == default;

    /// <summary>The number of a numeric id; 0 for the other kinds.</summary>
    public uint Number => _number;

    public NodeId InNamespace(ushort namespaceIndex) =>
        Kind == NodeIdKind.Numeric ? new NodeId(namespaceIndex, _number) : new NodeId(namespaceIndex, Kind, _identifier!);

    /// <summary>The standard's text form: <c>ns=2;s=Filler.State</c>, without <c>ns=</c> for namespace 0.</summary>
    public override string ToString() =>
        NamespaceIndex == 0
            ? IdentifierText
            : string.Create(CultureInfo.InvariantCulture, $"ns={NamespaceIndex};{IdentifierText}");

    internal string IdentifierText => Kind switch
    {
        NodeIdKind.Numeric => string.Create(CultureInfo.InvariantCulture, $"i={_number}"),
        NodeIdKind.String => $"s={_identifier}",
        NodeIdKind.Guid => $"g={_identifier}",
        _ => $"b={_identifier}",
    };

    internal static NodeId Decode(ref UaReader reader) => Decode(ref reader, reader.ReadByte());

    /// <summary>The encoding byte comes apart because an ExpandedNodeId keeps two flags of its own in it.</summary>
    internal static NodeId Decode(ref UaReader reader, byte encoding) => encoding switch
    {
        TwoByte => new NodeId(0, reader.ReadByte()),
        FourByte => new NodeId(reader.ReadByte(), (uint)reader.ReadUInt16()),
        Numeric => new NodeId(reader.ReadUInt16(), reader.ReadUInt32()),
        Text => new NodeId(reader.ReadUInt16(), reader.ReadString()),
        Unique => new NodeId(reader.ReadUInt16(), reader.ReadGuid()),
        Opaque => new NodeId(reader.ReadUInt16(), reader.ReadByteString()),
        _ => throw new UaDecodingException($"0x{encoding:X2} is no NodeId encoding."),
    };

    internal void Encode(UaWriter writer) => Encode(writer, flags: 0);

    internal void Encode(UaWriter writer, byte flags)
    {
        switch (Kind)
        {
            case NodeIdKind.Numeric:
                EncodeNumber(writer, flags);
                break;
            case NodeIdKind.String:
                EncodePrefix(writer, Text, flags);
                writer.WriteString((string)_identifier!);
                break;
            case NodeIdKind.Guid:
                EncodePrefix(writer, Unique, flags);
                writer.WriteGuid((Guid)_identifier!);
                break;
            default:
                EncodePrefix(writer, Opaque, flags);
                writer.WriteByteString((ByteString)_identifier!);
                break;
        }
    }

    void EncodeNumber(UaWriter writer, byte flags)
    {
        if (NamespaceIndex == 0 && _number <= byte.MaxValue)
        {
            writer.WriteByte((byte)(TwoByte | flags));
            writer.WriteByte((byte)_number);
        }
        else if (NamespaceIndex <= byte.MaxValue && _number <= ushort.MaxValue)
        {
            writer.WriteByte((byte)(FourByte | flags));
            writer.WriteByte((byte)NamespaceIndex);
            writer.WriteUInt16((ushort)_number);
        }
        else
        {
            EncodePrefix(writer, Numeric, flags);
            writer.WriteUInt32(_number);
        }
    }

    void EncodePrefix(UaWriter writer, byte encoding, byte flags)
    {
        writer.WriteByte((byte)(encoding | flags));
        writer.WriteUInt16(NamespaceIndex);
    }
}
