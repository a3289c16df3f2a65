using Mes.OpcUa.Types;

namespace Mes.OpcUa.Sessions;

/// <summary>
/// The server's namespace array as of one session. Indexes change when a server is reconfigured, URIs do not: ids are kept
/// with the URI and resolved anew in each session.
/// </summary>
public sealed class NamespaceTable(IReadOnlyList<string?> uris)
{
    public IReadOnlyList<string?> Uris { get; } = uris;

    /// <summary>Null where the server does not have the namespace, or where the node is on another server.</summary>
    public NodeId? Resolve(ExpandedNodeId id)
    {
        if (id.ServerIndex != 0)
        {
            return null;
        }

        if (id.NamespaceUri is null)
        {
            return id.Node;
        }

        for (var index = 0; index < Uris.Count && index <= ushort.MaxValue; index++)
        {
            if (Uris[index] == id.NamespaceUri)
            {
                return id.Node.InNamespace((ushort)index);
            }
        }

        return null;
    }

    /// <summary>The id by namespace URI, fit to be stored; ids of namespace 0 and of other servers stay as they are.</summary>
    public ExpandedNodeId ToPortable(ExpandedNodeId id)
    {
        var index = id.Node.NamespaceIndex;
        return id.NamespaceUri is null && id.ServerIndex == 0 && index > 0 && index < Uris.Count
            ? new ExpandedNodeId(id.Node.InNamespace(0), Uris[index])
            : id;
    }
}
