namespace Mes.OpcUa.Types;

/// <summary>What the identifier of a <see cref="NodeId"/> is.</summary>
public enum NodeIdKind
{
    Numeric,
    String,
    Guid,
    Opaque,
}
