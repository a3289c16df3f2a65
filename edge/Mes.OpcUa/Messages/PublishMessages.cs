using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Messages;

readonly record struct SubscriptionAcknowledgement(uint SubscriptionId, uint SequenceNumber)
{
    public void Encode(UaWriter writer)
    {
        writer.WriteUInt32(SubscriptionId);
        writer.WriteUInt32(SequenceNumber);
    }
}

sealed record PublishRequest(IReadOnlyList<SubscriptionAcknowledgement> Acknowledgements) : IRequest<PublishResponse>
{
    public uint EncodingId => 826;

    public void EncodeBody(UaWriter writer) =>
        writer.WriteArray(Acknowledgements, static (output, acknowledgement) => acknowledgement.Encode(output));
}

/// <summary>A value of one monitored item, as the data change notification carries it.</summary>
readonly record struct MonitoredItemNotification(uint ClientHandle, DataValue Value)
{
    public static MonitoredItemNotification Decode(ref UaReader reader) => new(reader.ReadUInt32(), DataValue.Decode(ref reader));
}

/// <summary>Without values and without a status it is a keep-alive.</summary>
sealed record NotificationMessage(
    uint SequenceNumber,
    DateTimeOffset PublishTime,
    IReadOnlyList<MonitoredItemNotification> Values,
    StatusCode? SubscriptionStatus,
    bool IsKeepAlive)
{
    const uint DataChange = 811;
    const uint StatusChange = 820;

    public static NotificationMessage Decode(ref UaReader reader)
    {
        var sequenceNumber = reader.ReadUInt32();
        var publishTime = reader.ReadDateTime();
        var values = new List<MonitoredItemNotification>();
        StatusCode? status = null;
        var count = reader.ReadCount(elementBytesMin: 3);
        for (var i = 0; i < count; i++)
        {
            ReadNotification(ref reader, values, ref status);
        }

        return new NotificationMessage(sequenceNumber, publishTime, values, status, IsKeepAlive: count == 0);
    }

    /// <summary>node-opcua leaves the publish time of data empty; their response was made at that instant.</summary>
    public NotificationMessage PublishedBy(DateTimeOffset responseTime) =>
        PublishTime == DateTimeOffset.MinValue ? this with { PublishTime = responseTime } : this;

    // Read in place rather than through an ExtensionObject, which would copy every body first.
    static void ReadNotification(ref UaReader reader, List<MonitoredItemNotification> values, ref StatusCode? status)
    {
        var type = NodeId.Decode(ref reader);
        if (reader.ReadByte() == 0)
        {
            return;
        }

        var end = reader.ReadEndOfBody();
        switch (type)
        {
            case { NamespaceIndex: 0, Number: DataChange }:
                values.AddRange(reader.ReadList(static (ref input) => MonitoredItemNotification.Decode(ref input), 5));
                break;
            case { NamespaceIndex: 0, Number: StatusChange }:
                status = reader.ReadStatusCode();
                break;
        }

        reader.SkipTo(end);
    }
}

sealed record PublishResponse(
    uint SubscriptionId,
    uint[] AvailableSequenceNumbers,
    bool MoreNotifications,
    NotificationMessage Notification,
    StatusCode[] Results) : IResponse<PublishResponse>
{
    public static uint EncodingId => 829;

    public static PublishResponse DecodeBody(ref UaReader reader, ResponseHeader header)
    {
        var response = new PublishResponse(
            reader.ReadUInt32(),
            reader.ReadList(static (ref input) => input.ReadUInt32(), 4),
            reader.ReadBoolean(),
            NotificationMessage.Decode(ref reader).PublishedBy(header.Timestamp),
            reader.ReadList(static (ref input) => input.ReadStatusCode(), 4));
        MessageCodec.SkipDiagnostics(ref reader);
        return response;
    }
}
