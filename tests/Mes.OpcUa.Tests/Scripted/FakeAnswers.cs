using Mes.OpcUa.Codec;
using Mes.OpcUa.Messages;
using Mes.OpcUa.Transport;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Tests.Scripted;

/// <summary>What a willing server answers.</summary>
static class FakeAnswers
{
    public const uint ReadRequestId = 631;
    public const uint PublishRequestId = 826;

    public static byte[] Acknowledge { get; } = MakeAcknowledge();

    public static void SkipRequestHeader(ref UaReader reader)
    {
        NodeId.Decode(ref reader);
        reader.ReadDateTime();
        reader.ReadUInt32();
        reader.ReadUInt32();
        reader.ReadString();
        reader.ReadUInt32();
        ExtensionObject.Decode(ref reader);
    }

    public static bool TryGive(FakeServer server, uint typeId, uint requestId, byte[] body)
    {
        switch (typeId)
        {
            case 461:
                server.Answer(requestId, CreateSessionResponse.EncodingId, CreatedSession);
                return true;
            case 467:
                server.Answer(requestId, ActivateSessionResponse.EncodingId, static writer =>
                {
                    writer.WriteByteString(default);
                    writer.WriteInt32(-1);
                    writer.WriteInt32(-1);
                });
                return true;
            case ReadRequestId:
                server.Answer(requestId, ReadResponse.EncodingId, writer => Read(writer, CountAfter(body, bytes: 12)));
                return true;
            case 787:
                server.Answer(requestId, CreateSubscriptionResponse.EncodingId, CreatedSubscription);
                return true;
            case 751:
                server.Answer(
                    requestId, CreateMonitoredItemsResponse.EncodingId, writer => Monitored(writer, CountAfter(body, bytes: 8)));
                return true;
            case 473:
                server.Answer(requestId, CloseSessionResponse.EncodingId, static _ => { });
                return true;
            default:
                return false;
        }
    }

    /// <summary>Answers a publish request with one notification, or with a keep-alive when there are no values.</summary>
    public static void Publish(this FakeCall call, uint sequenceNumber, uint[] available, params DataValue[] values) =>
        call.Server.Answer(call.RequestId, PublishResponse.EncodingId, writer =>
            Notification(writer, sequenceNumber, available, values.Length == 0 ? null : DataChange(values)));

    public static void PublishStatus(this FakeCall call, uint sequenceNumber, StatusCode status) =>
        call.Server.Answer(call.RequestId, PublishResponse.EncodingId, writer =>
            Notification(writer, sequenceNumber, [], new ExtensionObject(new NodeId(0, 820), new ByteString(Bytes.Of(body =>
            {
                body.WriteStatusCode(status);
                body.WriteByte(0);
            })))));

    public static IReadOnlyList<uint> Acknowledged(this FakeCall publish) =>
        Bytes.Read(publish.Body, static (ref reader) => reader.ReadList(static (ref input) =>
        {
            input.ReadUInt32();
            return input.ReadUInt32();
        }));

    static void Notification(UaWriter writer, uint sequenceNumber, uint[] available, ExtensionObject? notification)
    {
        writer.WriteUInt32(FakeServer.SubscriptionId);
        writer.WriteArray(available, static (output, number) => output.WriteUInt32(number));
        writer.WriteBoolean(false);
        writer.WriteUInt32(sequenceNumber);
        writer.WriteDateTime(DateTimeOffset.UnixEpoch.AddSeconds(sequenceNumber));
        writer.WriteInt32(notification is null ? 0 : 1);
        notification?.Encode(writer);
        writer.WriteInt32(-1);
        writer.WriteInt32(-1);
    }

    static ExtensionObject DataChange(DataValue[] values) => new(new NodeId(0, 811), new ByteString(Bytes.Of(body =>
    {
        body.WriteArray(values, static (output, value) =>
        {
            output.WriteUInt32(1);
            value.Encode(output);
        });
        body.WriteInt32(-1);
    })));

    static void CreatedSession(UaWriter writer)
    {
        new NodeId(1, 5).Encode(writer);
        new NodeId(1, 6).Encode(writer);
        writer.WriteDouble(60_000);
        writer.WriteByteString(default);
        writer.WriteByteString(default);
        writer.WriteInt32(1);
        Endpoint(writer);
        writer.WriteInt32(-1);
        default(Signature).Encode(writer);
        writer.WriteUInt32(0);
    }

    static void Endpoint(UaWriter writer)
    {
        writer.WriteString("opc.tcp://a-name-nobody-can-resolve:4840");
        new ApplicationDescription(null, null, default, ApplicationType.Server, null, null, []).Encode(writer);
        writer.WriteByteString(default);
        writer.WriteInt32((int)MessageSecurityMode.None);
        writer.WriteString(null);
        writer.WriteInt32(1);
        writer.WriteString("anonymous");
        writer.WriteInt32((int)UserTokenType.Anonymous);
        writer.WriteString(null);
        writer.WriteString(null);
        writer.WriteString(null);
        writer.WriteString(null);
        writer.WriteByte(0);
    }

    static void CreatedSubscription(UaWriter writer)
    {
        writer.WriteUInt32(FakeServer.SubscriptionId);
        writer.WriteDouble(1_000);
        writer.WriteUInt32(60);
        writer.WriteUInt32(5);
    }

    static void Monitored(UaWriter writer, int count)
    {
        writer.WriteInt32(count);
        for (var i = 0; i < count; i++)
        {
            writer.WriteStatusCode(StatusCode.Good);
            writer.WriteUInt32(1);
            writer.WriteDouble(50);
            writer.WriteUInt32(10);
            default(ExtensionObject).Encode(writer);
        }

        writer.WriteInt32(-1);
    }

    static void Read(UaWriter writer, int count)
    {
        writer.WriteInt32(count);
        for (var i = 0; i < count; i++)
        {
            writer.WriteByte(0);
        }

        writer.WriteInt32(-1);
    }

    static int CountAfter(byte[] body, int bytes) => BitConverter.ToInt32(body, bytes);

    static byte[] MakeAcknowledge()
    {
        var message = Bytes.Of(static writer =>
        {
            writer.WriteInt64(0);
            writer.WriteUInt32(0);
            writer.WriteUInt32(8_192);
            writer.WriteUInt32(8_192);
            writer.WriteUInt32(0);
            writer.WriteUInt32(0);
        });
        new ChunkHeader(MessageKind.Acknowledge, ChunkKind.Final, message.Length).Write(message);
        return message;
    }
}
