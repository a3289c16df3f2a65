using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Messages;

/// <summary>Stands before every request (Part 4, 7.33).</summary>
/// <param name="TimeoutHint">Milliseconds after which nobody waits for the answer any more; 0 = no limit.</param>
readonly record struct RequestHeader(
    NodeId AuthenticationToken,
    DateTimeOffset Timestamp,
    uint RequestHandle,
    uint TimeoutHint = 0,
    uint ReturnDiagnostics = 0,
    string? AuditEntryId = null)
{
    public void Encode(UaWriter writer)
    {
        AuthenticationToken.Encode(writer);
        writer.WriteDateTime(Timestamp);
        writer.WriteUInt32(RequestHandle);
        writer.WriteUInt32(ReturnDiagnostics);
        writer.WriteString(AuditEntryId);
        writer.WriteUInt32(TimeoutHint);
        default(ExtensionObject).Encode(writer);
    }
}

/// <summary>Stands before every response (Part 4, 7.34).</summary>
sealed record ResponseHeader(
    DateTimeOffset Timestamp, uint RequestHandle, StatusCode ServiceResult, Diagnostic Diagnostic, string?[] StringTable)
{
    public static ResponseHeader Decode(ref UaReader reader)
    {
        var header = new ResponseHeader(
            reader.ReadDateTime(),
            reader.ReadUInt32(),
            reader.ReadStatusCode(),
            Diagnostic.Decode(ref reader),
            reader.ReadList(static (ref input) => input.ReadString(), 4));
        ExtensionObject.Decode(ref reader);
        return header;
    }
}
