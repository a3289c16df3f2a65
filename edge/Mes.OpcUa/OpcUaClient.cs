using Mes.OpcUa.Codec;
using Mes.OpcUa.Messages;
using Mes.OpcUa.Sessions;
using Mes.OpcUa.Types;

namespace Mes.OpcUa;

/// <summary>
/// One session with a server, for looking around and reading once. It does not reconnect: after an error dispose it and
/// connect again. For values over time use <see cref="OpcUaSource"/>.
/// </summary>
public sealed class OpcUaClient : IAsyncDisposable
{
    const uint ReferencesPerCall = 1_000;

    // Of namespace 0: the namespace array and the operation limits for read and for monitored items.
    static readonly uint[] ServerFacts = [2255, 11705, 11714];

    readonly OpcUaClientOptions _options;
    BatchSize _readBatch = new(0);

    OpcUaClient(OpcUaClientOptions options, Session session)
    {
        _options = options;
        Session = session;
    }

    /// <summary>The server's namespaces as of this session.</summary>
    public NamespaceTable Namespaces { get; private set; } = new([]);

    internal Session Session { get; }

    internal BatchSize MonitorBatch { get; private set; } = new(0);

    /// <summary>Dials, opens channel and session (policy None, Anonymous), learns the server's namespaces and limits.</summary>
    /// <exception cref="ArgumentException">An option makes no sense; the message says which.</exception>
    /// <exception cref="OpcUaException">Not reachable, refused, or no answer in time; its status says which.</exception>
    /// <exception cref="UaDecodingException">What answers there does not speak OPC UA as it should.</exception>
    public static async Task<OpcUaClient> ConnectAsync(
        OpcUaClientOptions options, TimeProvider time, CancellationToken cancellation)
    {
        options.Check();
        var client = new OpcUaClient(options, await Session.OpenAsync(options, time, cancellation));
        try
        {
            await client.LearnAsync(cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The nodes directly below one, along all hierarchical references, with ids by namespace URI. All pages are fetched.
    /// </summary>
    /// <exception cref="OpcUaException">Unknown, not to be browsed, or more references than the limits allow.</exception>
    public async Task<IReadOnlyList<BrowsedReference>> BrowseAsync(ExpandedNodeId node, CancellationToken cancellation)
    {
        var start = Namespaces.Resolve(node)
            ?? throw new OpcUaException(StatusCode.BadNodeIdUnknown, $"The server does not have the namespace of {node}");
        var response = await Session.CallAsync(new BrowseRequest([start], ReferencesPerCall), cancellation);
        var page = OnlyOne(response.Results, node);
        var found = new List<BrowsedReference>(page.References);
        while (!page.ContinuationPoint.IsNull && page.ContinuationPoint.Span.Length > 0)
        {
            var isTooMany = found.Count > _options.Limits.ArrayLengthMax;
            var next = await Session.CallAsync(new BrowseNextRequest(isTooMany, [page.ContinuationPoint]), cancellation);
            if (isTooMany)
            {
                throw new OpcUaException(
                    StatusCodes.BadEncodingLimitsExceeded, $"{node} has more than {_options.Limits.ArrayLengthMax} references");
            }

            page = OnlyOne(next.Results, node);
            found.AddRange(page.References);
        }

        return found.ConvertAll(reference => reference with { Node = Namespaces.ToPortable(reference.Node) });
    }

    /// <summary>
    /// The current values, in the order of the nodes, read from the device with both time stamps. A node that is unknown or
    /// unreadable has a bad status in its place; it does not fail the others.
    /// </summary>
    /// <exception cref="OpcUaException">The server refused the request as a whole, or is lost.</exception>
    public async Task<IReadOnlyList<DataValue>> ReadAsync(IReadOnlyList<ExpandedNodeId> nodes, CancellationToken cancellation)
    {
        var resolved = nodes.Select(Namespaces.Resolve).ToArray();
        var wanted = resolved.OfType<NodeId>().Select(node => new ReadValueId(node)).ToArray();
        var read = await ReadAsync(wanted, cancellation);
        var next = 0;
        return [.. resolved.Select(node => node is null ? new DataValue { Status = StatusCode.BadNodeIdUnknown } : read[next++])];
    }

    /// <summary>Closes the session at the server, where it still answers, and the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await Session.CloseAsync();
        await Session.DisposeAsync();
    }

    internal async Task LearnAsync(CancellationToken cancellation)
    {
        var facts = await ReadAsync([.. ServerFacts.Select(id => new ReadValueId(new NodeId(0, id)))], cancellation);
        Namespaces = new NamespaceTable(facts[0].Value.ToObject() as string?[] ?? []);
        _readBatch = new BatchSize(LimitIn(facts[1]));
        MonitorBatch = new BatchSize(LimitIn(facts[2]));
    }

    Task<IReadOnlyList<DataValue>> ReadAsync(IReadOnlyList<ReadValueId> nodes, CancellationToken cancellation) =>
        Session.InBatchesAsync(
            nodes, _readBatch, async batch => (await Session.CallAsync(new ReadRequest(batch), cancellation)).Results);

    static uint LimitIn(DataValue fact) =>
        fact.Value.TryGetInt64(out var limit) && limit is > 0 and <= uint.MaxValue ? (uint)limit : 0;

    static BrowseResult OnlyOne(BrowseResult[] results, ExpandedNodeId node) => results switch
    {
        [{ Status.IsBad: false } result] => result,
        [var refused] => throw new OpcUaException(refused.Status, $"{node} cannot be browsed"),
        _ => throw new OpcUaException(StatusCodes.BadUnknownResponse, $"The server gave {results.Length} results for one node"),
    };
}
