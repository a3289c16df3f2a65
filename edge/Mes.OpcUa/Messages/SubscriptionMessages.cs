using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Messages;

sealed record CreateSubscriptionRequest(
    double PublishingIntervalMs,
    uint LifetimeCount,
    uint MaxKeepAliveCount,
    uint MaxNotificationsPerPublish = 0,
    bool PublishingEnabled = true,
    byte Priority = 0) : IRequest<CreateSubscriptionResponse>
{
    public uint EncodingId => 787;

    public void EncodeBody(UaWriter writer)
    {
        writer.WriteDouble(PublishingIntervalMs);
        writer.WriteUInt32(LifetimeCount);
        writer.WriteUInt32(MaxKeepAliveCount);
        writer.WriteUInt32(MaxNotificationsPerPublish);
        writer.WriteBoolean(PublishingEnabled);
        writer.WriteByte(Priority);
    }
}

sealed record CreateSubscriptionResponse(
    DateTimeOffset ServerTime,
    uint SubscriptionId,
    double RevisedPublishingIntervalMs,
    uint RevisedLifetimeCount,
    uint RevisedKeepAliveCount)
    : IResponse<CreateSubscriptionResponse>
{
    public static uint EncodingId => 790;

    public static CreateSubscriptionResponse DecodeBody(ref UaReader reader, ResponseHeader header) => new(
        header.Timestamp, reader.ReadUInt32(), reader.ReadDouble(), reader.ReadUInt32(), reader.ReadUInt32());
}

sealed record DeleteSubscriptionsRequest(IReadOnlyList<uint> SubscriptionIds) : IRequest<DeleteSubscriptionsResponse>
{
    public uint EncodingId => 847;

    public void EncodeBody(UaWriter writer) =>
        writer.WriteArray(SubscriptionIds, static (output, id) => output.WriteUInt32(id));
}

sealed record DeleteSubscriptionsResponse(StatusCode[] Results) : IResponse<DeleteSubscriptionsResponse>
{
    public static uint EncodingId => 850;

    public static DeleteSubscriptionsResponse DecodeBody(ref UaReader reader, ResponseHeader header)
    {
        var results = reader.ReadList(static (ref input) => input.ReadStatusCode(), 4);
        MessageCodec.SkipDiagnostics(ref reader);
        return new DeleteSubscriptionsResponse(results);
    }
}

readonly record struct MonitoredItemRequest(NodeId Node, uint ClientHandle, double SamplingIntervalMs, uint QueueSize)
{
    const int Reporting = 2;

    // No filter: a change of value or status reports, which is the standard's default trigger.
    public void Encode(UaWriter writer)
    {
        new ReadValueId(Node).Encode(writer);
        writer.WriteInt32(Reporting);
        writer.WriteUInt32(ClientHandle);
        writer.WriteDouble(SamplingIntervalMs);
        default(ExtensionObject).Encode(writer);
        writer.WriteUInt32(QueueSize);
        writer.WriteBoolean(true);
    }
}

sealed record CreateMonitoredItemsRequest(uint SubscriptionId, IReadOnlyList<MonitoredItemRequest> Items)
    : IRequest<CreateMonitoredItemsResponse>
{
    public uint EncodingId => 751;

    public void EncodeBody(UaWriter writer)
    {
        writer.WriteUInt32(SubscriptionId);
        writer.WriteInt32((int)TimestampsToReturn.Both);
        writer.WriteArray(Items, static (output, item) => item.Encode(output));
    }
}

readonly record struct MonitoredItemResult(
    StatusCode Status, uint MonitoredItemId, double RevisedSamplingIntervalMs, uint RevisedQueueSize, ExtensionObject Filter)
{
    public static MonitoredItemResult Decode(ref UaReader reader) => new(
        reader.ReadStatusCode(),
        reader.ReadUInt32(),
        reader.ReadDouble(),
        reader.ReadUInt32(),
        ExtensionObject.Decode(ref reader));
}

sealed record CreateMonitoredItemsResponse(DateTimeOffset ServerTime, MonitoredItemResult[] Results)
    : IResponse<CreateMonitoredItemsResponse>
{
    public static uint EncodingId => 754;

    public static CreateMonitoredItemsResponse DecodeBody(ref UaReader reader, ResponseHeader header)
    {
        var results = reader.ReadList(static (ref input) => MonitoredItemResult.Decode(ref input), 23);
        MessageCodec.SkipDiagnostics(ref reader);
        return new CreateMonitoredItemsResponse(header.Timestamp, results);
    }
}
