using System.Diagnostics;
using System.Threading.Channels;
using Mes.Edge.Acquisition;

namespace Mes.Benchmarks;

/// <summary>Counts samples when the edge acknowledges them, which is after the commit that holds them.</summary>
sealed class AcknowledgedSamples(int expected)
{
    readonly TaskCompletionSource<long> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _count;

    /// <summary>The timestamp at which the last one was acknowledged.</summary>
    public Task<long> All => _all.Task;

    public ITagSource Watch(ITagSource source) => new Watched(source, this);

    void Add(int samples)
    {
        if (Interlocked.Add(ref _count, samples) >= expected)
        {
            _all.TrySetResult(Stopwatch.GetTimestamp());
        }
    }

    sealed class Watched(ITagSource inner, AcknowledgedSamples owner) : ITagSource
    {
        public string Name => inner.Name;

        public async Task RunAsync(ChannelWriter<SourceNotice> notices, CancellationToken cancellation)
        {
            var channel = Channel.CreateBounded<SourceNotice>(64);
            var running = inner.RunAsync(channel.Writer, cancellation);
            await foreach (var notice in channel.Reader.ReadAllAsync(cancellation))
            {
                await notices.WriteAsync(Counting(notice), cancellation);
            }

            await running;
        }

        SourceNotice Counting(SourceNotice notice) => notice is SourceNotice.Published { Acknowledge: { } acknowledge } published
            ? published with
            {
                Acknowledge = () =>
                {
                    acknowledge();
                    owner.Add(published.Samples.Count);
                },
            }
            : notice;
    }
}
