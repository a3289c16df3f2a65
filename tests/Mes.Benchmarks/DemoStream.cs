using Dapper;
using Mes.Central.Ledger;
using Mes.Contracts.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Mes.Benchmarks;

/// <summary>
/// Four hours of the demo's bottling line as its edge sends them while central answers: a segment every 250 ms, times in whole
/// milliseconds with a timer's jitter, values as the simulator rounds them, an anchor every ten minutes.
/// </summary>
static class DemoStream
{
    const int Hours = 4;

    // Tag, milliseconds between its changes, digits, spread; a spread of 0 is a counter.
    static readonly (int Tag, int EveryMs, int Digits, double Spread)[] Tags =
    [
        (1, 250, 2, 0.06), (2, 500, 1, 3.0), (3, 250, 2, 0.1), (4, 500, 0, 0), (5, 500, 2, 0.2), (6, 250, 3, 0.5), (7, 500, 0, 0),
        (8, 250, 2, 0.1), (9, 250, 3, 0.5), (10, 500, 0, 0), (11, 60_000, 0, 0), (12, 90_000, 0, 0), (13, 45_000, 0, 0),
    ];

    public static async Task<double> BytesPerSampleAsync()
    {
        var start = TelemetryBenchmark.StartOf(TimeSpan.FromHours(Hours + 2));
        await using var central = await TelemetryCentral.StartAsync(start);
        var random = new Random(11);
        var next = Tags.Select(_ => random.Next(250)).ToArray();
        var values = Tags.Select(tag => tag.Spread == 0 ? 0.0 : 20).ToArray();
        var (sent, checksum) = (0L, 0L);
        for (var second = 0; second < Hours * 3600; second++)
        {
            var segments = new List<List<TelemetrySample>>();
            for (var quarter = 1; quarter <= 4; quarter++)
            {
                var samples = Samples(start, (second * 1000) + (quarter * 250), next, values, random);
                sent += samples.Count;
                checksum += samples.Sum(sample => (long)Math.Round(sample.Value!.Value * 1000));
                segments.Add(samples);
            }

            central.Clock.Advance(TimeSpan.FromSeconds(1));
            await central.SendAsync(segments.Where(samples => samples.Count > 0));
            if (second % 600 == 599)
            {
                await central.AnchorAsync();
            }
        }

        central.Clock.Advance(TimeSpan.FromMinutes(70));
        await central.Services.GetRequiredService<TelemetryCompactor>()
            .CompactAsync(central.Clock.GetUtcNow(), CancellationToken.None);
        await central.Services.GetRequiredService<AnchorCheck>().RunAsync(CancellationToken.None);
        return await MeasureAsync(central, sent, checksum);
    }

    static List<TelemetrySample> Samples(DateTimeOffset start, int untilMs, int[] next, double[] values, Random random)
    {
        var samples = new List<TelemetrySample>();
        for (var i = 0; i < Tags.Length; i++)
        {
            var (tag, everyMs, digits, spread) = Tags[i];
            while (next[i] < untilMs)
            {
                values[i] = spread == 0
                    ? values[i] + 1
                    : Math.Round(20 + (0.95 * (values[i] - 20)) + (spread * (random.NextDouble() - 0.5)), digits);
                samples.Add(new TelemetrySample(tag, start.AddMilliseconds(next[i]), values[i], 0));
                next[i] += everyMs + random.Next(4);
            }
        }

        return samples;
    }

    static async Task<double> MeasureAsync(TelemetryCentral central, long sent, long checksum)
    {
        const string contentSql = """
            select count(*), sum(round(value * 1000)::bigint)::bigint, (select count(*) from telemetry_head)
            from machine_telemetry
            """;
        const string bytesSql = """
            select relname, pg_total_relation_size(oid)
            from pg_class
            where relkind = 'r' and relname like 'telemetry%'
            order by 2 desc
            """;
        await using var fresh = await central.FreshConnectionAsync();
        var (count, sum, rows) = await fresh.QuerySingleAsync<(long, long, long)>(contentSql);
        if (count != sent || sum != checksum || rows > 0)
        {
            throw new BenchmarkFailure(
                $"{count} of {sent} samples are there, checksum {sum} of {checksum}, {rows} of them rows.");
        }

        // What the server does by itself within a minute; the hashes of segments whose anchor was true have gone.
        await fresh.ExecuteAsync("vacuum telemetry_segment");
        var tables = (await fresh.QueryAsync<(string Name, long Bytes)>(bytesSql)).ToList();
        foreach (var (name, bytes) in tables.Where(table => table.Bytes > 0))
        {
            Console.WriteLine($"  {name}: {bytes} bytes, {(double)bytes / sent:0.00} a sample");
        }

        return (double)tables.Sum(table => table.Bytes) / sent;
    }
}
