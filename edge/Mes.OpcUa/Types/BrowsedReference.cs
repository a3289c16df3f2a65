using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Types;

/// <summary>One reference found by browsing, with what the server tells of the node at its end.</summary>
public sealed record BrowsedReference(
    NodeId ReferenceType,
    bool IsForward,
    ExpandedNodeId Node,
    QualifiedName BrowseName,
    LocalizedText DisplayName,
    NodeClass NodeClass,
    ExpandedNodeId TypeDefinition)
{
    internal static BrowsedReference Decode(ref UaReader reader) => new(
        NodeId.Decode(ref reader),
        reader.ReadBoolean(),
        ExpandedNodeId.Decode(ref reader),
        QualifiedName.Decode(ref reader),
        LocalizedText.Decode(ref reader),
        (NodeClass)reader.ReadInt32(),
        ExpandedNodeId.Decode(ref reader));
}
