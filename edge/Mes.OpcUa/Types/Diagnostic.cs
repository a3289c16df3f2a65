using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Types;

/// <summary>
/// The standard's DiagnosticInfo: what a server may add to a status. Numbers are rows of the response's string table.
/// </summary>
public sealed record Diagnostic
{
    public int? SymbolicId { get; init; }

    public int? NamespaceUri { get; init; }

    public int? Locale { get; init; }

    public int? LocalizedText { get; init; }

    public string? Additional { get; init; }

    public StatusCode? InnerStatus { get; init; }

    public Diagnostic? Inner { get; init; }

    internal static Diagnostic Decode(ref UaReader reader)
    {
        reader.Enter();
        var mask = reader.ReadByte();

        // An initializer runs from top to bottom, which is the order on the wire: locale before text, whatever their bits.
        var diagnostic = new Diagnostic
        {
            SymbolicId = (mask & 0x01) != 0 ? reader.ReadInt32() : null,
            NamespaceUri = (mask & 0x02) != 0 ? reader.ReadInt32() : null,
            Locale = (mask & 0x08) != 0 ? reader.ReadInt32() : null,
            LocalizedText = (mask & 0x04) != 0 ? reader.ReadInt32() : null,
            Additional = (mask & 0x10) != 0 ? reader.ReadString() : null,
            InnerStatus = (mask & 0x20) != 0 ? reader.ReadStatusCode() : null,
            Inner = (mask & 0x40) != 0 ? Decode(ref reader) : null,
        };
        reader.Leave();
        return diagnostic;
    }

    internal void Encode(UaWriter writer)
    {
        writer.WriteByte(Mask);
        WriteNumber(writer, SymbolicId);
        WriteNumber(writer, NamespaceUri);
        WriteNumber(writer, Locale);
        WriteNumber(writer, LocalizedText);
        if (Additional is not null)
        {
            writer.WriteString(Additional);
        }

        if (InnerStatus is { } status)
        {
            writer.WriteStatusCode(status);
        }

        Inner?.Encode(writer);
    }

    byte Mask => (byte)((SymbolicId is null ? 0 : 0x01)
        | (NamespaceUri is null ? 0 : 0x02)
        | (LocalizedText is null ? 0 : 0x04)
        | (Locale is null ? 0 : 0x08)
        | (Additional is null ? 0 : 0x10)
        | (InnerStatus is null ? 0 : 0x20)
        | (Inner is null ? 0 : 0x40));

    static void WriteNumber(UaWriter writer, int? number)
    {
        if (number is { } value)
        {
            writer.WriteInt32(value);
        }
    }
}
