namespace Mes.Mqtt.Packets;

/// <summary>Reason codes and what they mean to a person (5: 2.4; 3.1.1: 3.2.2.3 and 3.9.3).</summary>
static class ReasonCodes
{
    public const byte Success = 0x00;
    public const byte FirstFailure = 0x80;
    public const byte SessionTakenOver = 0x8E;

    static readonly byte[] OfPubAck = [0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99];
    static readonly byte[] OfPubRel = [0x00, 0x92];
    static readonly byte[] OfSubAck3 = [0x00, 0x01, 0x02, 0x80];
    static readonly byte[] OfSubAck = [0x00, 0x01, 0x02, 0x80, 0x83, 0x87, 0x8F, 0x91, 0x97, 0x9E, 0xA1, 0xA2];
    static readonly byte[] OfUnsubAck = [0x00, 0x11, 0x80, 0x83, 0x87, 0x8F, 0x91];
    static readonly byte[] OfAuth = [0x00, 0x18, 0x19];

    static readonly byte[] OfDisconnect =
    [
        0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8B, 0x8D, 0x8E, 0x8F, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99,
        0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xA0, 0xA1, 0xA2,
    ];

    static readonly Dictionary<byte, string> Words = new()
    {
        [0x80] = "unspecified error",
        [0x81] = "malformed packet",
        [0x82] = "protocol error",
        [0x83] = "the broker's own reasons",
        [0x84] = "the broker does not speak this version of the protocol",
        [0x85] = "the client id is not allowed",
        [0x86] = "user name or password is wrong",
        [0x87] = "not authorized",
        [0x88] = "the broker is not available",
        [0x89] = "the broker is busy",
        [0x8A] = "this client is banned",
        [0x8B] = "the broker is shutting down",
        [0x8C] = "the authentication method is not supported",
        [0x8D] = "the keep-alive time has passed without a word from us",
        [0x8E] = "another client has connected with the same client id",
        [0x8F] = "the topic filter is not valid here",
        [0x90] = "the topic is not valid here",
        [0x91] = "the packet id is in use",
        [0x92] = "the packet id is not known",
        [0x93] = "more messages than the receive maximum allows",
        [0x94] = "the topic alias is not valid",
        [0x95] = "the packet is too large",
        [0x96] = "messages come too fast",
        [0x97] = "a quota is used up",
        [0x98] = "an administrator ended it",
        [0x99] = "the payload is not in the format that was said",
        [0x9A] = "the broker keeps no retained messages",
        [0x9B] = "the broker does not support this quality of service",
        [0x9C] = "use another broker for now",
        [0x9D] = "the broker has moved",
        [0x9E] = "the broker does not support shared subscriptions",
        [0x9F] = "too many connections in a short time",
        [0xA0] = "the longest time of a connection has passed",
        [0xA1] = "the broker does not support subscription identifiers",
        [0xA2] = "the broker does not support wildcards in filters",
    };

    static readonly string[] ConnectWords3 =
    [
        "accepted", "the broker does not speak MQTT 3.1.1", "the client id is not allowed", "the broker is not available",
        "user name or password is wrong", "not authorized",
    ];

    public static bool IsKnown(PacketType packet, MqttVersion version, byte code)
    {
        var known = packet switch
        {
            PacketType.PubAck or PacketType.PubRec => OfPubAck,
            PacketType.PubRel or PacketType.PubComp => OfPubRel,
            PacketType.SubAck => version == MqttVersion.V5 ? OfSubAck : OfSubAck3,
            PacketType.UnsubAck => OfUnsubAck,
            PacketType.Disconnect => OfDisconnect,
            PacketType.Auth => OfAuth,
            _ => throw new ArgumentOutOfRangeException(nameof(packet), packet, "A packet without reason codes."),
        };
        return known.Contains(code);
    }

    /// <summary>The code in words, with its number.</summary>
    public static string InWords(byte code) => $"{Words.GetValueOrDefault(code, "no known reason")} (0x{code:X2})";

    /// <summary>What a CONNACK says; brokers answer in the numbers of 3.1.1 where they know no other version.</summary>
    public static string OfConnect(byte code) =>
        code < ConnectWords3.Length ? $"{ConnectWords3[code]} ({code})" : InWords(code);
}
