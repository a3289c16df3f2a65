using Mes.Mqtt.Packets;

namespace Mes.Mqtt.Sessions;

/// <summary>What one reading brought, until it is told: messages in order, and whether a ping was answered among them.</summary>
sealed class Inbox(ReceivedMessages received)
{
    List<MqttMessage> _messages = [];
    long _first;
    long _counted;

    public bool IsEmpty => _messages.Count == 0;

    public int Count => _messages.Count;

    /// <exception cref="MqttException">The broker sends what it must not.</exception>
    public void Add(MqttPacket publish)
    {
        var (message, packetId) = MessageIn(publish);
        if (message.Qos == 2)
        {
            throw new MqttException(
                $"The broker broke the protocol: {message.Topic} came with QoS 2, and at most QoS 1 was asked for (3.8.4).");
        }

        if (message.Topic.Length == 0)
        {
            throw new MqttException("The broker broke the protocol: it used a topic alias, and was told of none (5: 3.3.2.3.4).");
        }

        if (message.Qos == 1)
        {
            received.Add(packetId);
            _counted++;
        }

        _messages.Add(message);
    }

    /// <summary>Hands over the messages and begins anew.</summary>
    /// <param name="confirmed">Called after a confirmation, so that answers leave.</param>
    public MqttNotice.Received Take(long timestamp, Action confirmed)
    {
        var (first, count) = (_first, _counted);
        var notice = new MqttNotice.Received(_messages, timestamp)
        {
            Confirm = () =>
            {
                received.Confirm(first, count);
                confirmed();
            },
        };
        _messages = [];
        _first += count;
        _counted = 0;
        return notice;
    }

    static (MqttMessage Message, ushort PacketId) MessageIn(MqttPacket packet) => packet switch
    {
        PublishPacket publish => (
            new MqttMessage(publish.Topic, publish.Payload, publish.Qos, publish.Retain, publish.Dup, publish.Payload.Length),
            publish.PacketId),
        SkippedPublishPacket skipped => (
            new MqttMessage(
                skipped.Topic, ReadOnlyMemory<byte>.Empty, skipped.Qos, skipped.Retain, skipped.Dup, skipped.Length,
                IsTooLarge: true),
            skipped.PacketId),
        _ => throw new ArgumentOutOfRangeException(nameof(packet), packet.Type, "Not a message."),
    };
}
