namespace Mes.Benchmarks;

/// <summary>How long a new user waits for live numbers, at first and then on; what the edge needs of a PC.</summary>
static class StartBenchmark
{
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyDictionary<string, double>> RunAsync()
    {
        using var clone = await Clone.CreateAsync();
        var (first, firstStart) = await RunningDemo.StartAsync(clone);
        await using (first)
        {
            await first.StopAsync();
        }

        var (next, nextStart) = await RunningDemo.StartAsync(clone);
        await using (next)
        {
            await Task.Delay(Settling, TimeProvider.System);
            var megabytes = next.EdgeMegabytes();
            await next.StopAsync();
            return new Dictionary<string, double>
            {
                ["run.first_start_s"] = firstStart.TotalSeconds,
                ["run.next_start_s"] = nextStart.TotalSeconds,
                ["edge.rss_mb"] = megabytes,
            };
        }
    }
}
