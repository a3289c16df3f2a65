using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Messages;

static class AttributeIds
{
    public const uint Value = 13;
}

enum TimestampsToReturn
{
    Source = 0,
    Server = 1,
    Both = 2,
    Neither = 3,
}

readonly record struct ReadValueId(NodeId Node, uint AttributeId = AttributeIds.Value)
{
    public void Encode(UaWriter writer)
    {
        Node.Encode(writer);
        writer.WriteUInt32(AttributeId);
        writer.WriteString(null);
        default(QualifiedName).Encode(writer);
    }
}

sealed record ReadRequest(IReadOnlyList<ReadValueId> Nodes) : IRequest<ReadResponse>
{
    public uint EncodingId => 631;

    public void EncodeBody(UaWriter writer)
    {
        // Age 0: the server shall ask the device rather than answer from a cache.
        writer.WriteDouble(0);
        writer.WriteInt32((int)TimestampsToReturn.Both);
        writer.WriteArray(Nodes, static (output, node) => node.Encode(output));
    }
}

sealed record ReadResponse(DataValue[] Results) : IResponse<ReadResponse>
{
    public static uint EncodingId => 634;

    public static ReadResponse DecodeBody(ref UaReader reader, ResponseHeader header)
    {
        var results = reader.ReadList(static (ref input) => DataValue.Decode(ref input));
        MessageCodec.SkipDiagnostics(ref reader);
        return new ReadResponse(results);
    }
}
