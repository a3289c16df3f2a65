using System.Threading.Channels;
using Mes.Edge.Acquisition;

namespace Mes.Edge.Commissioning;

/// <summary>What a source showed while it was watched for a few seconds.</summary>
/// <param name="IsConnected">It answered.</param>
/// <param name="Fault">Why it did not, fell silent again, or could not be understood; null while all is well.</param>
/// <param name="Newest">The newest sample of each tag that showed one.</param>
/// <param name="Refused">Why a tag is refused, by its number.</param>
sealed record SourceSight(
    string Name, bool IsConnected, string? Fault,
    IReadOnlyDictionary<long, TagSample> Newest, IReadOnlyDictionary<long, string> Refused);

/// <summary>Looks at a source as the edge would, for a bounded time, and writes nothing anywhere.</summary>
static class SourceProbe
{
    const int Notices = 64;

    /// <param name="tags">Once each of these has shown a value or been refused, there is nothing more to wait for.</param>
    /// <param name="most">How long to wait for them.</param>
    public static async Task<SourceSight> LookAsync(
        ITagSource source, IReadOnlyCollection<long> tags, TimeSpan most, TimeProvider time, CancellationToken cancellation)
    {
        var sight = new Sight(tags);
        using var enough = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellation);
        var channel = Channel.CreateBounded<SourceNotice>(
            new BoundedChannelOptions(Notices) { SingleReader = true, SingleWriter = true });
        var running = source.RunAsync(channel.Writer, either.Token);
        try
        {
            while (!sight.IsComplete && await WaitAsync(channel.Reader, running, either.Token))
            {
                while (channel.Reader.TryRead(out var notice))
                {
                    sight.Take(notice);
                }
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            sight.EndWaiting(most);
        }

        await either.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        return sight.Of(source.Name);
    }

    static async Task<bool> WaitAsync(ChannelReader<SourceNotice> reader, Task running, CancellationToken cancellation)
    {
        var waiting = reader.WaitToReadAsync(cancellation).AsTask();
        if (await Task.WhenAny(waiting, running) == running)
        {
            await running;
        }

        return await waiting;
    }

    sealed class Sight(IReadOnlyCollection<long> tags)
    {
        readonly Dictionary<long, TagSample> _newest = [];
        readonly Dictionary<long, string> _refused = [];
        bool _isConnected;
        string? _fault;

        public bool IsComplete =>
            (_fault is not null && !_isConnected) || tags.All(tag => _newest.ContainsKey(tag) || _refused.ContainsKey(tag));

        public void Take(SourceNotice notice)
        {
            switch (notice)
            {
                case SourceNotice.Connected:
                    (_isConnected, _fault) = (true, null);
                    break;
                case SourceNotice.Interrupted interrupted:
                    _fault = interrupted.Cause;
                    break;
                case SourceNotice.Unreadable unreadable:
                    _fault ??= unreadable.Words;
                    break;
                case SourceNotice.TagRefused refused:
                    _refused[refused.Tag] = refused.Reason;
                    break;
                case SourceNotice.Published published:
                    foreach (var sample in published.Samples)
                    {
                        _newest[sample.Tag] = sample;
                    }

                    published.Acknowledge?.Invoke();
                    break;
            }
        }

        public void EndWaiting(TimeSpan most) =>
            _fault ??= _isConnected ? null : $"No answer within {most.TotalSeconds:0} s.";

        public SourceSight Of(string name) => new(name, _isConnected, _fault, _newest, _refused);
    }
}
