using Mes.OpcUa;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.Edge.Commissioning;

/// <summary><c>mes-edge browse</c>: the variables of an OPC UA server, each as it goes into a tag's <c>node</c>.</summary>
static class BrowseCommand
{
    // The nodes below Objects, without the server's own, which are hundreds and no machine's.
    const string Objects = "i=85";
    static readonly ExpandedNodeId Server = ExpandedNodeId.Parse("i=2253");

    const int MaxNodes = 2_000;
    const int MaxDepth = 12;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Whether the server could be asked; what went wrong is written to <paramref name="errors"/>.</returns>
    public static async Task<bool> RunAsync(
        CommandLine.Browse asked, TextWriter output, TextWriter errors, TimeProvider time, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(asked.Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme != "opc.tcp")
        {
            errors.WriteLine($"\"{asked.Endpoint}\" is not the address of an OPC UA server; write opc.tcp://host:port");
            return false;
        }

        if (!ExpandedNodeId.TryParse(asked.Node ?? Objects, out var start))
        {
            errors.WriteLine($"\"{asked.Node}\" is not a node id; write it as nsu=urn:of:the:server;s=Name");
            return false;
        }

        try
        {
            var options = new OpcUaClientOptions
            {
                Endpoint = endpoint,
                ApplicationName = "MES edge browse",
                OperationTimeout = Patience,
            };
            await using var client = await OpcUaClient.ConnectAsync(options, time, cancellation);
            await WriteAsync(client, start, output, cancellation);
            return true;
        }
        catch (Exception away) when (away is OpcUaException or UaDecodingException or ArgumentException)
        {
            errors.WriteLine($"{asked.Endpoint}: {away.Message}");
            return false;
        }
    }

    static async Task WriteAsync(OpcUaClient client, ExpandedNodeId start, TextWriter output, CancellationToken cancellation)
    {
        var found = await FindAsync(client, start, cancellation);
        var nodes = found.Select(each => each.Node).ToArray();
        var values = await client.ReadAsync(nodes, cancellation);
        string[] head = ["node", "name", "type", "value", "quality"];
        TextTable.Write(output, "", [head, .. found.Zip(values, Row)]);
        output.WriteLine($"\n{found.Count} variables below {start}."
            + (found.Count >= MaxNodes ? " There are more: name a node further down to see them." : ""));
    }

    /// <summary>Breadth first, each node once: hierarchies of servers may have cycles.</summary>
    static async Task<List<(ExpandedNodeId Node, string Name)>> FindAsync(
        OpcUaClient client, ExpandedNodeId start, CancellationToken cancellation)
    {
        var found = new List<(ExpandedNodeId, string)>();
        var seen = new HashSet<ExpandedNodeId> { start, Server };
        var toVisit = new Queue<(ExpandedNodeId Node, string Name, int Depth)>([(start, "", 0)]);
        while (toVisit.TryDequeue(out var parent) && found.Count < MaxNodes)
        {
            foreach (var child in await client.BrowseAsync(parent.Node, cancellation))
            {
                if (!seen.Add(child.Node))
                {
                    continue;
                }

                var name = parent.Name.Length == 0 ? child.BrowseName.Name ?? "" : $"{parent.Name}/{child.BrowseName.Name}";
                if (child.NodeClass == NodeClass.Variable && found.Count < MaxNodes)
                {
                    found.Add((child.Node, name));
                }

                if (child.NodeClass is NodeClass.Object or NodeClass.Variable && parent.Depth < MaxDepth)
                {
                    toVisit.Enqueue((child.Node, name, parent.Depth + 1));
                }
            }
        }

        return found;
    }

    static string[] Row((ExpandedNodeId Node, string Name) found, DataValue value)
    {
        var shown = value.Value.IsNull ? "-" : value.Value.ToString();
        return
        [
            found.Node.ToString(), found.Name, value.Value.IsNull ? "-" : $"{value.Value.Type}",
            shown.Length > 40 ? shown[..37] + "..." : shown,
            value.Status.IsGood ? "Good" : value.Status.ToString(),
        ];
    }
}
