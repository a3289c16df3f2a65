using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Dapper;
using Mes.Contracts.Telemetry;
using Mes.Edge;
using Mes.Edge.Configuration;
using Mes.Edge.Journal;
using Mes.Mqtt;
using Mes.Testing;
using Microsoft.Data.Sqlite;

namespace Mes.Benchmarks;

/// <summary>
/// Messages of QoS 1 a second from a broker's queue to the PUBACK that follows the edge's durable commit, beside the same client
/// that answers at once and keeps nothing. Both empty a queue of the same messages, in turns.
/// </summary>
static class MqttBenchmark
{
    const int Rounds = 3;
    const int Messages = 50_000;
    const int UnderWay = 500;
    const string Topic = "bench/values";
    const string RawId = "raw";
    const string DurableId = "durable";
    static readonly TimeSpan PingEvery = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyDictionary<string, double>> RunAsync()
    {
        await using var broker = await Mosquitto.StartAsync();
        using var folder = new TemporaryFolder();
        WriteConfiguration(broker, folder);
        await SubscribeAsync(broker, RawId);
        await SubscribeAsync(broker, DurableId);
        var (raw, durable) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await PublishAsync(broker, round);
            raw.Add(Messages / (await DrainRawAsync(broker)).TotalSeconds);
            durable.Add(Messages / (await DrainDurablyAsync(folder)).TotalSeconds);
        }

        Verify(folder);
        return new Dictionary<string, double>
        {
            ["mqtt.durable_msgs_per_s"] = durable.Order().ElementAt(Rounds / 2),
            ["mqtt.raw_msgs_per_s"] = raw.Order().ElementAt(Rounds / 2),
        };
    }

    static MqttClientOptions Options(Mosquitto broker, string id) =>
        new() { Endpoint = new Uri(broker.Url), ClientId = id, ReceiveMax = 5_000, PingInterval = PingEvery };

    static async Task SubscribeAsync(Mosquitto broker, string id)
    {
        await using var client = await MqttClient.ConnectAsync(Options(broker, id), TimeProvider.System, CancellationToken.None);
        client.Start((_, _) => ValueTask.CompletedTask);
        await client.SubscribeAsync([new MqttFilter(Topic)], CancellationToken.None);
    }

    static async Task PublishAsync(Mosquitto broker, int round)
    {
        await using var client = await MqttClient.ConnectAsync(
            Options(broker, "sender"), TimeProvider.System, CancellationToken.None);
        client.Start((_, _) => ValueTask.CompletedTask);
        var start = DateTimeOffset.UnixEpoch.AddDays(20_000);
        foreach (var part in Enumerable.Range(round * Messages, Messages).Chunk(UnderWay))
        {
            await Task.WhenAll(part.Select(number => client.PublishAsync(
                Topic,
                Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture, $$"""{"value":{{number}},"ts":"{{start.AddMilliseconds(number):O}}"}""")),
                1, retain: false, CancellationToken.None)));
        }
    }

    static async Task<TimeSpan> DrainRawAsync(Mosquitto broker)
    {
        using var stop = new CancellationTokenSource(Patience);
        var notices = Channel.CreateBounded<MqttNotice>(64);
        var started = Stopwatch.GetTimestamp();
        var running = new MqttSource(Options(broker, RawId), TimeProvider.System).RunAsync(
            [new MqttFilter(Topic)], notices.Writer, stop.Token);
        var seen = 0;
        while (seen < Messages)
        {
            if (await notices.Reader.ReadAsync(stop.Token) is MqttNotice.Received received)
            {
                seen += received.Messages.Count;
                received.Acknowledge();
            }
        }

        var took = Stopwatch.GetElapsedTime(started);
        await EndAsync(stop, running, notices.Reader);
        return took;
    }

    // Acknowledgements that are still to leave go before the goodbye only if the client has a moment for them.
    static async Task EndAsync(CancellationTokenSource stop, Task running, ChannelReader<MqttNotice> notices)
    {
        while (await notices.ReadAsync(stop.Token) is not MqttNotice.UpToDate)
        {
            // A ping that left after the acknowledgements is answered: they arrived.
        }

        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    static async Task<TimeSpan> DrainDurablyAsync(TemporaryFolder folder)
    {
        var (configuration, faults) = ConfigurationReader.ReadFile(folder.File("edge.json"));
        if (configuration is null)
        {
            throw new BenchmarkFailure(string.Join('\n', faults));
        }

        using var store = JournalStore.Open(configuration.DataFolder, configuration.Producer, configuration.Key);
        var acknowledged = new AcknowledgedSamples(Messages);
        await using var app = EdgeHost.Build(
            configuration, store, TimeProvider.System,
            definitions => [.. TagSources.Of(configuration, definitions, store, TimeProvider.System).Select(acknowledged.Watch)]);
        var started = Stopwatch.GetTimestamp();
        await app.StartAsync();
        var took = await acknowledged.All.WaitAsync(Patience) - started;
        await app.StopAsync();
        return TimeSpan.FromSeconds((double)took / Stopwatch.Frequency);
    }

    static void Verify(TemporaryFolder folder)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(folder.Path, "journal", "journal.db")};Mode=ReadOnly;Pooling=False");
        var values = connection.Query<byte[]>("select bytes from segment")
            .Concat(connection.Query<byte[]>("select bytes from open_segment"))
            .SelectMany(bytes => SegmentCodec.Decode(bytes).Samples)
            .Select(sample => (long)sample.Value!.Value)
            .ToArray();
        const long Expected = (long)Rounds * Messages;
        if (values.Length != Expected || values.Sum() != Expected * (Expected - 1) / 2)
        {
            throw new BenchmarkFailure(
                $"The journal holds {values.Length} samples with the sum {values.Sum()}; {Expected} were published.");
        }
    }

    static void WriteConfiguration(Mosquitto broker, TemporaryFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder.File("edge.pem"), key.ExportECPrivateKeyPem());
        File.WriteAllText(folder.File("edge.json"), $$"""
            {
              "edge": {
                "producer": 1, "site": "demo", "line": "bench", "station": "bench",
                "dataFolder": "journal", "keyFile": "edge.pem"
              },
              "hmi": { "url": "http://127.0.0.1:{{FreePort.Next()}}" },
              "central": { "url": "http://127.0.0.1:{{FreePort.Next()}}" },
              "sources": [{ "name": "sensors", "endpoint": "{{broker.Url}}", "clientId": "{{DurableId}}" }],
              "machines": [{
                "id": "sensor", "name": "Sensor", "idealCycleMs": 500,
                "tags": [
                  { "metric": "value", "source": "sensors", "topic": "{{Topic}}", "value": "/value", "time": "/ts" },
                  { "metric": "state", "source": "sensors", "topic": "bench/state", "format": "number" }],
                "state": { "tag": "state", "map": { "6": "RUNNING" } }
              }]
            }
            """);
    }
}
