using static Mes.Mqtt.Packets.PacketType;

namespace Mes.Mqtt.Packets;

/// <summary>How a property is written.</summary>
enum PropertyForm
{
    Byte,
    UInt16,
    UInt32,
    VariableByteInteger,
    Text,
    Binary,
    TextPair,
}

/// <summary>What the standard says of each property (5: 2.2.2.2, table 2-4).</summary>
/// <param name="Packets">Where it may stand.</param>
/// <param name="InWill">Whether it may stand among the properties of a will.</param>
sealed record PropertyRules(PropertyForm Form, IReadOnlyList<PacketType> Packets, bool InWill = false)
{
    static readonly PacketType[] Answers = [ConnAck, PubAck, PubRec, PubRel, PubComp, SubAck, UnsubAck, Disconnect, Auth];

    static readonly Dictionary<PropertyId, PropertyRules> All = new()
    {
        [PropertyId.PayloadFormatIndicator] = new(PropertyForm.Byte, [Publish], InWill: true),
        [PropertyId.MessageExpiryInterval] = new(PropertyForm.UInt32, [Publish], InWill: true),
        [PropertyId.ContentType] = new(PropertyForm.Text, [Publish], InWill: true),
        [PropertyId.ResponseTopic] = new(PropertyForm.Text, [Publish], InWill: true),
        [PropertyId.CorrelationData] = new(PropertyForm.Binary, [Publish], InWill: true),
        [PropertyId.SubscriptionIdentifier] = new(PropertyForm.VariableByteInteger, [Publish, Subscribe]),
        [PropertyId.SessionExpiryInterval] = new(PropertyForm.UInt32, [Connect, ConnAck, Disconnect]),
        [PropertyId.AssignedClientIdentifier] = new(PropertyForm.Text, [ConnAck]),
        [PropertyId.ServerKeepAlive] = new(PropertyForm.UInt16, [ConnAck]),
        [PropertyId.AuthenticationMethod] = new(PropertyForm.Text, [Connect, ConnAck, Auth]),
        [PropertyId.AuthenticationData] = new(PropertyForm.Binary, [Connect, ConnAck, Auth]),
        [PropertyId.RequestProblemInformation] = new(PropertyForm.Byte, [Connect]),
        [PropertyId.WillDelayInterval] = new(PropertyForm.UInt32, [], InWill: true),
        [PropertyId.RequestResponseInformation] = new(PropertyForm.Byte, [Connect]),
        [PropertyId.ResponseInformation] = new(PropertyForm.Text, [ConnAck]),
        [PropertyId.ServerReference] = new(PropertyForm.Text, [ConnAck, Disconnect]),
        [PropertyId.ReasonString] = new(PropertyForm.Text, Answers),
        [PropertyId.ReceiveMaximum] = new(PropertyForm.UInt16, [Connect, ConnAck]),
        [PropertyId.TopicAliasMaximum] = new(PropertyForm.UInt16, [Connect, ConnAck]),
        [PropertyId.TopicAlias] = new(PropertyForm.UInt16, [Publish]),
        [PropertyId.MaximumQos] = new(PropertyForm.Byte, [ConnAck]),
        [PropertyId.RetainAvailable] = new(PropertyForm.Byte, [ConnAck]),
        [PropertyId.UserProperty] =
            new(PropertyForm.TextPair, [.. Answers, Connect, Publish, Subscribe, Unsubscribe], InWill: true),
        [PropertyId.MaximumPacketSize] = new(PropertyForm.UInt32, [Connect, ConnAck]),
        [PropertyId.WildcardSubscriptionAvailable] = new(PropertyForm.Byte, [ConnAck]),
        [PropertyId.SubscriptionIdentifierAvailable] = new(PropertyForm.Byte, [ConnAck]),
        [PropertyId.SharedSubscriptionAvailable] = new(PropertyForm.Byte, [ConnAck]),
    };

    /// <summary>Null for a number that is no property.</summary>
    public static PropertyRules? Of(PropertyId id) => All.GetValueOrDefault(id);

    /// <summary>All others at most once in a packet.</summary>
    public static bool MayRepeat(PropertyId id, PacketType packet) =>
        id == PropertyId.UserProperty || (id == PropertyId.SubscriptionIdentifier && packet == Publish);
}
