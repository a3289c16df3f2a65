using System.Threading.Channels;
using Mes.OpcUa;

namespace Mes.Benchmarks;

/// <summary>
/// Reads the simulator's load, whose n-th change gives tag (n - 1) mod tags the value n: each tag rises in steps of the number
/// of tags, and a longer step is a loss.
/// </summary>
sealed class LoadReader(int tags)
{
    readonly double[] _last = new double[tags];
    long _values;

    public long Values => Interlocked.Read(ref _values);

    /// <summary>Changes that never came.</summary>
    public long Missing { get; private set; }

    public async Task ReadAsync(ChannelReader<OpcUaNotice> notices, CancellationToken cancellation)
    {
        await foreach (var notice in notices.ReadAllAsync(cancellation))
        {
            if (notice is OpcUaNotice.Published published)
            {
                foreach (var value in published.Values)
                {
                    Take(value);
                }

                Interlocked.Add(ref _values, published.Values.Count);
                published.Acknowledge();
            }
        }
    }

    void Take(ItemValue item)
    {
        if (!item.Value.TryGetDouble(out var value))
        {
            throw new BenchmarkFailure($"tag {item.ClientHandle} has the value {item.Value} and the status {item.Status}.");
        }

        ref var last = ref _last[item.ClientHandle];
        Missing += last > 0 ? (long)((value - last) / tags) - 1 : 0;
        last = value;
    }
}
