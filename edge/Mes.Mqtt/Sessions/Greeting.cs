using System.Text;
using Mes.Mqtt.Packets;

namespace Mes.Mqtt.Sessions;

/// <summary>CONNECT and what its answer means (3.1, 3.2). Pure.</summary>
static class Greeting
{
    public static ConnectPacket ConnectOf(MqttClientOptions options)
    {
        var isFive = options.Version == MqttVersion.V5;
        return new ConnectPacket(
            "MQTT", (byte)options.Version, CleanStart: !options.KeepsSession, (ushort)options.KeepAlive.TotalSeconds,
            options.ClientId, WillOf(options), options.User, options.Password is { } password ? Encoding.UTF8.GetBytes(password) : null,
            isFive ? PropertiesOf(options) : Properties.None);
    }

    /// <exception cref="MqttException">The broker refuses; the message says why, in words.</exception>
    public static Terms TermsOf(ConnAckPacket answer, MqttClientOptions options)
    {
        if (answer.ReasonCode != ReasonCodes.Success)
        {
            var said = answer.Properties.Text(PropertyId.ReasonString) is { Length: > 0 } text ? $" It says: {text}." : "";
            var server = answer.Properties.Text(PropertyId.ServerReference) is { Length: > 0 } other ? $" Try {other}." : "";
            throw new MqttException(
                $"The broker refuses the connection: {ReasonCodes.OfConnect(answer.ReasonCode)}.{said}{server}",
                answer.ReasonCode);
        }

        var keepAlive = answer.Properties.Number(PropertyId.ServerKeepAlive) is > 0 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : options.KeepAlive;
        return new Terms(
            answer.SessionPresent,
            keepAlive,
            (int)(answer.Properties.Number(PropertyId.ReceiveMaximum) ?? ushort.MaxValue),
            answer.Properties.Number(PropertyId.MaximumPacketSize) ?? long.MaxValue);
    }

    static Properties PropertiesOf(MqttClientOptions options) => new(
    [
        new Property(
            PropertyId.SessionExpiryInterval,
            options.KeepsSession ? (uint)Math.Min(options.SessionExpiry.TotalSeconds, uint.MaxValue) : 0),
        new Property(PropertyId.ReceiveMaximum, (uint)options.ReceiveMax),
        new Property(PropertyId.MaximumPacketSize, (uint)options.PacketBytesMax),
    ]);

    static WillMessage? WillOf(MqttClientOptions options)
    {
        if (options.Will is not { } will)
        {
            return null;
        }

        var delay = options.Version == MqttVersion.V5
            ? new Properties([new Property(PropertyId.WillDelayInterval, (uint)will.Delay.TotalSeconds)])
            : Properties.None;
        return new WillMessage(will.Topic, will.Payload.ToArray(), will.Qos, will.Retain, delay);
    }
}

/// <summary>What the broker grants with CONNACK (3.2).</summary>
/// <param name="SendMax">Messages of QoS 1 that we may have under way (5: 3.2.2.3.3).</param>
/// <param name="PacketBytesMax">Largest packet that we may send (5: 3.2.2.3.6).</param>
sealed record Terms(bool SessionPresent, TimeSpan KeepAlive, int SendMax, long PacketBytesMax);
