using System.Globalization;
using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Types;

/// <summary>
/// A node named so that it survives a new session: by namespace URI where there is one. Its text form is what configuration
/// holds: <c>nsu=urn:mes:simulator;s=Filler.State</c>, <c>ns=2;i=5</c> or <c>i=2258</c>.
/// </summary>
public readonly record struct ExpandedNodeId(NodeId Node, string? NamespaceUri = null, uint ServerIndex = 0)
{
    const byte UriFlag = 0x80;
    const byte ServerFlag = 0x40;

    public override string ToString()
    {
        var server = ServerIndex == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"svr={ServerIndex};");
        return NamespaceUri is null ? $"{server}{Node}" : $"{server}nsu={Escape(NamespaceUri)};{Node.IdentifierText}";
    }

    /// <exception cref="FormatException">The text is no node id; the message says what is expected.</exception>
    public static ExpandedNodeId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException(
                $"'{text}' is no node id: nsu=<uri>;s=<name>, ns=<index>;i=<number> or i=<number>; or g=<guid>, b=<base64>.");

    public static bool TryParse(string? text, out ExpandedNodeId id)
    {
        id = default;
        var rest = text ?? "";
        uint server = 0;
        if (TryCut(ref rest, "svr=", out var serverText) && !TryNumber(serverText, out server))
        {
            return false;
        }

        var namespaceUri = TryCut(ref rest, "nsu=", out var uri) ? Unescape(uri) : null;
        ushort index = 0;
        if (namespaceUri is null
            && TryCut(ref rest, "ns=", out var indexText)
            && !ushort.TryParse(indexText, NumberStyles.None, CultureInfo.InvariantCulture, out index))
        {
            return false;
        }

        if (namespaceUri is "" || !TryIdentifier(index, rest, out var node))
        {
            return false;
        }

        id = new ExpandedNodeId(node, namespaceUri, server);
        return true;
    }

    internal static ExpandedNodeId Decode(ref UaReader reader)
    {
        var encoding = reader.ReadByte();
        var node = NodeId.Decode(ref reader, (byte)(encoding & ~(UriFlag | ServerFlag)));
        var uri = (encoding & UriFlag) != 0 ? reader.ReadString() : null;
        var server = (encoding & ServerFlag) != 0 ? reader.ReadUInt32() : 0;
        return new ExpandedNodeId(node, uri, server);
    }

    internal void Encode(UaWriter writer)
    {
        Node.Encode(writer, (byte)((NamespaceUri is null ? 0 : UriFlag) | (ServerIndex == 0 ? 0 : ServerFlag)));
        if (NamespaceUri is not null)
        {
            writer.WriteString(NamespaceUri);
        }

        if (ServerIndex != 0)
        {
            writer.WriteUInt32(ServerIndex);
        }
    }

    static bool TryIdentifier(ushort index, string text, out NodeId node)
    {
        node = default;
        if (text.Length < 2 || text[1] != '=')
        {
            return false;
        }

        var value = text[2..];
        switch (text[0])
        {
            case 'i' when TryNumber(value, out var number):
                node = new NodeId(index, number);
                return true;
            case 's' when value.Length > 0:
                node = new NodeId(index, value);
                return true;
            case 'g' when Guid.TryParse(value, out var unique):
                node = new NodeId(index, unique);
                return true;
            case 'b' when TryBase64(value, out var opaque):
                node = new NodeId(index, opaque);
                return true;
            default:
                return false;
        }
    }

    static bool TryBase64(string text, out ByteString bytes)
    {
        var buffer = new byte[text.Length];
        var isBase64 = Convert.TryFromBase64String(text, buffer, out var written);
        bytes = new ByteString(buffer[..written]);
        return isBase64;
    }

    static bool TryNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Takes <c>prefix…;</c> off the front; nothing without the semicolon, and then the rest fails to parse.</summary>
    static bool TryCut(ref string text, string prefix, out string value)
    {
        value = "";
        var end = text.IndexOf(';', StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        value = text[prefix.Length..end];
        text = text[(end + 1)..];
        return true;
    }

    // A semicolon would end the URI early, and the percent sign is what escapes it (Part 6, 5.1.12).
    static string Escape(string uri) =>
        uri.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);

    static string Unescape(string uri) =>
        uri.Replace("%3B", ";", StringComparison.OrdinalIgnoreCase).Replace("%25", "%", StringComparison.Ordinal);
}
