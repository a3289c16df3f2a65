using Mes.Testing;

namespace Mes.Benchmarks;

/// <summary>
/// The built programs on a busy line: how long a change of the PLC takes until its row is committed at central, and what an edge
/// with ten thousand tags needs of a PC.
/// </summary>
static class LineBenchmark
{
    const double ChangesPerSecond = 1_000;
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Measured = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Filling = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Draining = TimeSpan.FromSeconds(30);

    // A row counts as arrived when the transaction that wrote it was committed, which is later than its time of receipt.
    const string LatencySql = """
        select count(*) as Samples, count(distinct value) as Numbers, min(value)::bigint as First, max(value)::bigint as Last,
               1000 * percentile_cont(0.5) within group (order by seconds) as Median,
               1000 * percentile_cont(0.99) within group (order by seconds) as P99
        from (
            select h.value, extract(epoch from pg_xact_commit_timestamp(h.xmin) - h.sampled_at) as seconds
            from telemetry_head h
            join tag t on (t.site, t.producer, t.tag) = (h.site, h.producer, h.tag)
            where t.metric like 'load-%' and h.sampled_at >= @From and h.sampled_at < @To
        ) samples
        """;

    public static async Task<IReadOnlyDictionary<string, double>> LatencyAsync()
    {
        await using var plant = await StartAsync(tags: 1_000);
        var (_, latency) = await MeasureAsync(plant, Measured);
        return new Dictionary<string, double>
        {
            ["latency.plc_to_central_p50_ms"] = latency.Median,
            ["latency.plc_to_central_p99_ms"] = latency.P99,
        };
    }

    // With the four tags of its own the filler has ten thousand.
    public static async Task<IReadOnlyDictionary<string, double>> MemoryAsync()
    {
        await using var plant = await StartAsync(tags: 9_996);
        var (megabytes, _) = await MeasureAsync(plant, Filling);
        return new Dictionary<string, double> { ["edge.rss_mb_10k_tags"] = megabytes };
    }

    static async Task<Plant> StartAsync(int tags)
    {
        var plant = await Plant.StartAsync(new PlantOptions { LoadTags = tags, LoadChangesPerSecond = ChangesPerSecond });
        await Task.Delay(Settling, TimeProvider.System);
        return plant;
    }

    // The simulator numbers its changes, so what central holds of a stretch of time must be a run of numbers without a hole.
    static async Task<(double Megabytes, Latency Latency)> MeasureAsync(Plant plant, TimeSpan stretch)
    {
        var from = TimeProvider.System.GetUtcNow();
        await Task.Delay(stretch, TimeProvider.System);
        var to = TimeProvider.System.GetUtcNow();
        var megabytes = plant.EdgeMegabytes();
        await Task.Delay(Draining, TimeProvider.System);
        var latency = await plant.QuerySingleAsync<Latency>(LatencySql, new { From = from, To = to });
        var expected = (long)(ChangesPerSecond * stretch.TotalSeconds);
        return latency.Samples == latency.Numbers && latency.Numbers == latency.Last - latency.First + 1
            && latency.Samples > expected * 9 / 10
            ? (megabytes, latency)
            : throw new BenchmarkFailure($"about {expected} changes were made, central holds {latency}.\n{plant.Log()}");
    }

    sealed record Latency(long Samples, long Numbers, long First, long Last, double Median, double P99);
}
