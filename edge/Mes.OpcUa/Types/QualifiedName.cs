using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Types;

/// <summary>A browse name: unique only together with its namespace.</summary>
public readonly record struct QualifiedName(ushort NamespaceIndex, string? Name)
{
    internal static QualifiedName Decode(ref UaReader reader) => new(reader.ReadUInt16(), reader.ReadString());

    internal void Encode(UaWriter writer)
    {
        writer.WriteUInt16(NamespaceIndex);
        writer.WriteString(Name);
    }

    public override string ToString() => NamespaceIndex == 0 ? Name ?? "" : $"{NamespaceIndex}:{Name}";
}
