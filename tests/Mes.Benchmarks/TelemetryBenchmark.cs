using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Mes.Central.Ledger;
using Mes.Contracts.Events;
using Mes.Contracts.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mes.Benchmarks;

/// <summary>
/// Ten days at one second of a metric, sent by the wire a minute at a time beside three other metrics, compacted hour by hour:
/// how long the REST answer of 2,000 points takes. And what a sample of the demo's line costs on the disk.
/// </summary>
static class TelemetryBenchmark
{
    const int Seconds = 10 * 86_400;
    const int Metrics = 4;
    const int Runs = 9;

    public static async Task<IReadOnlyDictionary<string, double>> RunAsync()
    {
        var figures = new Dictionary<string, double>();
        await QueryAsync(figures);
        figures["ingest.bytes_per_sample"] = await DemoStream.BytesPerSampleAsync();
        return figures;
    }

    static async Task QueryAsync(Dictionary<string, double> figures)
    {
        var start = StartOf(TimeSpan.FromSeconds(Seconds) + TimeSpan.FromHours(2));
        await using var central = await TelemetryCentral.StartAsync(start);
        await central.SendAsync([
            new MachineDefined(
                TelemetryCentral.Machine, "Filler", TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500),
                TimeSpan.FromSeconds(120), "COUNTER"),
            .. Enumerable.Range(1, Metrics).Select(tag =>
                new TagDefined(tag, TelemetryCentral.Machine, $"metric-{tag}", "°C", "plc", $"ns=2;s={tag}")),
        ]);
        var checksum = await IngestAsync(central, start);
        await using (var fresh = await central.FreshConnectionAsync())
        {
            await CheckAsync(fresh, checksum);
            await PlainRowsAsync(fresh);
        }

        var range = $"from={Iso(start)}&to={Iso(start.AddSeconds(Seconds))}";
        var address = $"/api/v1/machines/bottling/filler/telemetry/metric-2?{range}&points=2000";
        figures["telemetry.query_10d_first_ms"] = await AskAsync(central.Http, address);
        figures["telemetry.query_10d_ms"] = await MedianAsync(() => AskAsync(central.Http, address));
        figures["telemetry.query_10d_line_ms"] = await MedianAsync(() => AskAsync(central.Http, address + "&form=line"));
        await using var plain = await central.FreshConnectionAsync();
        figures["telemetry.rows_brin_10d_ms"] = await MedianAsync(() => SelectAsync(plain, start));
    }

    static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

    // Hundredths, whose sum is exact.
    static async Task<long> IngestAsync(TelemetryCentral central, DateTimeOffset start)
    {
        var random = new Random(7);
        var compactor = central.Services.GetRequiredService<TelemetryCompactor>();
        var checksum = 0L;
        for (var second = 0; second < Seconds; second += 60)
        {
            var samples = new List<TelemetrySample>(Metrics * 60);
            for (var tag = 1; tag <= Metrics; tag++)
            {
                for (var n = second; n < second + 60; n++)
                {
                    var hundredths = (long)(2000 + (500 * Math.Sin((n / 3000.0) + tag))) + random.Next(100);
                    checksum += hundredths;
                    samples.Add(new TelemetrySample(
                        tag, start.AddSeconds(n).AddMilliseconds(random.Next(5)), hundredths / 100.0, 0));
                }
            }

            central.Clock.Advance(TimeSpan.FromMinutes(1));
            await central.SendAsync([samples]);
            if (second % 3600 == 0)
            {
                await central.AnchorAsync();
                await compactor.CompactAsync(central.Clock.GetUtcNow(), CancellationToken.None);
            }
        }

        central.Clock.Advance(TimeSpan.FromMinutes(70));
        await compactor.CompactAsync(central.Clock.GetUtcNow(), CancellationToken.None);
        return checksum;
    }

    static async Task CheckAsync(NpgsqlConnection fresh, long checksum)
    {
        const string sql = """
            select count(*), sum(round(value * 100)::bigint)::bigint, (select count(*) from telemetry_head)
            from machine_telemetry
            """;
        var (count, sum, rows) = await fresh.QuerySingleAsync<(long, long, long)>(sql, commandTimeout: 600);
        if (count != (long)Seconds * Metrics || sum != checksum || rows > Metrics * 3600)
        {
            throw new BenchmarkFailure(
                $"{count} samples with checksum {sum} are there, of which {rows} are rows; "
                + $"{Seconds * Metrics} with {checksum} were sent.");
        }
    }

    static Task PlainRowsAsync(NpgsqlConnection connection) => connection.ExecuteAsync(
        """
        create table plain_row as
        select machine_id, metric_type, timestamp, value, unit, status
        from machine_telemetry
        order by timestamp;
        create index on plain_row using brin (timestamp);
        analyze plain_row;
        """,
        commandTimeout: 600);

    static async Task<double> AskAsync(HttpClient http, string address)
    {
        var started = Stopwatch.GetTimestamp();
        var body = await http.GetByteArrayAsync(address);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        using var series = JsonDocument.Parse(body);
        var points = series.RootElement.GetProperty("points").GetProperty("time").GetArrayLength();
        var count = series.RootElement.GetProperty("summary").GetProperty("count").GetInt64();
        return points is > 1_000 and <= 2_000 && count == Seconds
            ? took
            : throw new BenchmarkFailure($"{points} points over {count} samples came back.");
    }

    static async Task<double> SelectAsync(NpgsqlConnection connection, DateTimeOffset start)
    {
        const string sql = """
            select timestamp, value
            from plain_row
            where machine_id = $1 and metric_type = $2 and timestamp >= $3 and timestamp < $4
            order by timestamp
            """;
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = TelemetryCentral.Machine });
        command.Parameters.Add(new NpgsqlParameter { Value = "metric-2" });
        command.Parameters.Add(new NpgsqlParameter { Value = start.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter { Value = start.AddSeconds(Seconds).UtcDateTime });
        var started = Stopwatch.GetTimestamp();
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        while (await reader.ReadAsync())
        {
            rows += double.IsFinite(reader.GetDouble(1)) && reader.GetDateTime(0).Kind == DateTimeKind.Utc ? 1 : 0;
        }

        return rows == Seconds
            ? Stopwatch.GetElapsedTime(started).TotalMilliseconds
            : throw new BenchmarkFailure($"{rows} rows came back.");
    }

    static async Task<double> MedianAsync(Func<Task<double>> measureAsync)
    {
        var all = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            all.Add(await measureAsync());
        }

        return all.Order().ElementAt(Runs / 2);
    }

    /// <summary>A full hour far enough back that everything sent from then on is over by the database's clock.</summary>
    public static DateTimeOffset StartOf(TimeSpan length)
    {
        var now = TimeProvider.System.GetUtcNow() - length;
        return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(-1);
    }
}
