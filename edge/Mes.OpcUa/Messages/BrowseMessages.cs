using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Messages;

/// <summary>Asks for the forward hierarchical references of each node: Organizes as well as HasComponent.</summary>
sealed record BrowseRequest(IReadOnlyList<NodeId> Nodes, uint MaxReferencesPerNode) : IRequest<BrowseResponse>
{
    const uint HierarchicalReferences = 33;
    const uint AllFields = 0x3F;

    public uint EncodingId => 527;

    public void EncodeBody(UaWriter writer)
    {
        // No view: its id, time stamp and version are empty.
        default(NodeId).Encode(writer);
        writer.WriteDateTime(DateTimeOffset.MinValue);
        writer.WriteUInt32(0);
        writer.WriteUInt32(MaxReferencesPerNode);
        writer.WriteArray(Nodes, EncodeDescription);
    }

    static void EncodeDescription(UaWriter writer, NodeId node)
    {
        const int forward = 0;
        const uint allNodeClasses = 0;
        node.Encode(writer);
        writer.WriteInt32(forward);
        new NodeId(0, HierarchicalReferences).Encode(writer);
        writer.WriteBoolean(true);
        writer.WriteUInt32(allNodeClasses);
        writer.WriteUInt32(AllFields);
    }
}

sealed record BrowseResult(StatusCode Status, ByteString ContinuationPoint, BrowsedReference[] References)
{
    public static BrowseResult Decode(ref UaReader reader) => new(
        reader.ReadStatusCode(),
        reader.ReadByteString(),
        reader.ReadList(static (ref input) => BrowsedReference.Decode(ref input), 15));
}

sealed record BrowseResponse(BrowseResult[] Results) : IResponse<BrowseResponse>
{
    public static uint EncodingId => 530;

    public static BrowseResponse DecodeBody(ref UaReader reader, ResponseHeader header)
    {
        var results = reader.ReadList(static (ref input) => BrowseResult.Decode(ref input), 12);
        MessageCodec.SkipDiagnostics(ref reader);
        return new BrowseResponse(results);
    }
}

/// <summary>Goes on where a browse stopped, or with <paramref name="Release"/> frees what the server holds for it.</summary>
sealed record BrowseNextRequest(bool Release, IReadOnlyList<ByteString> ContinuationPoints) : IRequest<BrowseNextResponse>
{
    public uint EncodingId => 533;

    public void EncodeBody(UaWriter writer)
    {
        writer.WriteBoolean(Release);
        writer.WriteArray(ContinuationPoints, static (output, point) => output.WriteByteString(point));
    }
}

sealed record BrowseNextResponse(BrowseResult[] Results) : IResponse<BrowseNextResponse>
{
    public static uint EncodingId => 536;

    public static BrowseNextResponse DecodeBody(ref UaReader reader, ResponseHeader header)
    {
        var results = reader.ReadList(static (ref input) => BrowseResult.Decode(ref input), 12);
        MessageCodec.SkipDiagnostics(ref reader);
        return new BrowseNextResponse(results);
    }
}
