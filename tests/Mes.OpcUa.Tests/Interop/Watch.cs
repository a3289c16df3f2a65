using System.Threading.Channels;

namespace Mes.OpcUa.Tests.Interop;

/// <summary>A source that runs for the length of a test, and what it says.</summary>
sealed class Watch : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly Channel<OpcUaNotice> _notices = Channel.CreateBounded<OpcUaNotice>(1_000);
    readonly Task _running;

    public Watch(OpcUaClientOptions options, params IReadOnlyList<MonitoredNode> nodes)
        : this(options, TimeProvider.System, nodes)
    {
    }

    public Watch(OpcUaClientOptions options, TimeProvider time, params IReadOnlyList<MonitoredNode> nodes) =>
        _running = new OpcUaSource(options, time).RunAsync(nodes, _notices.Writer, _stop.Token);

    /// <summary>The next notice of a kind, passing over the others.</summary>
    public async Task<T> NextAsync<T>(Func<T, bool>? wanted = null) where T : OpcUaNotice
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var notice in _notices.Reader.ReadAllAsync(patience.Token))
        {
            if (notice is T match && (wanted is null || wanted(match)))
            {
                return match;
            }
        }

        throw new InvalidOperationException("The source ended.");
    }

    /// <summary>Values of one node, read until one of them is the last.</summary>
    public async Task<List<ItemValue>> ValuesUntilAsync(uint handle, Func<ItemValue, bool> isLast)
    {
        var values = new List<ItemValue>();
        while (true)
        {
            var published = await NextAsync<OpcUaNotice.Published>();
            values.AddRange(published.Values.Where(value => value.ClientHandle == handle));
            published.Acknowledge();
            if (values.Exists(value => isLast(value)))
            {
                return values;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _stop.Dispose();
        }
    }
}
