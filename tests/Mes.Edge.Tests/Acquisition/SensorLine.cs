using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Mes.Contracts.Telemetry;
using Mes.Edge.Configuration;
using Mes.Mqtt;
using Mes.Testing;
using Microsoft.Data.Sqlite;

namespace Mes.Edge.Tests.Acquisition;

/// <summary>A labeller that speaks only MQTT, through a real broker.</summary>
sealed class SensorLine : IAsyncDisposable
{
    public const string Labeller = "demo/bottling/labeller";
    public const string State = "demo/bottling/labeller/state";
    public const string Parts = "demo/bottling/labeller/parts";
    public const string Pressure = "demo/bottling/labeller/pressure";
    public const long PressureTag = 3;

    readonly MqttClient _sender;

    SensorLine(Mosquitto broker, MqttClient sender)
    {
        Broker = broker;
        _sender = sender;
    }

    public Mosquitto Broker { get; }

    public TemporaryFolder Folder { get; } = new();

    public static async Task<SensorLine> StartAsync()
    {
        var broker = await Mosquitto.StartAsync();
        return new SensorLine(broker, await SenderAsync(broker));
    }

    public EdgeConfiguration Configuration()
    {
        if (!File.Exists(Folder.File("edge.pem")))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            File.WriteAllText(Folder.File("edge.pem"), key.ExportECPrivateKeyPem());
            File.WriteAllText(Folder.File("edge.json"), Json());
        }

        var (configuration, faults) = ConfigurationReader.ReadFile(Folder.File("edge.json"));
        return configuration ?? throw new InvalidOperationException(string.Join('\n', faults));
    }

    public Task<RunningEdge> StartEdgeAsync()
    {
        var configuration = Configuration();
        return RunningEdge.StartAsync(
            configuration, (definitions, store) => TagSources.Of(configuration, definitions, store, TimeProvider.System));
    }

    public Task SayAsync(string topic, double value, DateTimeOffset? at = null, bool retain = false) => SayAsync(
        topic,
        string.Create(
            CultureInfo.InvariantCulture, $$"""{"value": {{value}}, "ts": "{{at ?? TimeProvider.System.GetUtcNow():O}}"}"""),
        retain);

    public Task SayAsync(string topic, string payload, bool retain = false) =>
        _sender.PublishAsync(topic, Encoding.UTF8.GetBytes(payload), 1, retain, CancellationToken.None);

    /// <summary>The telemetry of a tag as it lies in the journal.</summary>
    public IReadOnlyList<double?> Journaled(long tag)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(Configuration().DataFolder, "journal.db")};Mode=ReadOnly;Pooling=False");
        var segments = connection.Query<byte[]>("select bytes from segment")
            .Concat(connection.Query<byte[]>("select bytes from open_segment"));
        return [.. segments.SelectMany(each => SegmentCodec.Decode(each).Samples)
            .Where(sample => sample.Tag == tag)
            .Select(sample => sample.Value)];
    }

    public async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync();
        await Broker.DisposeAsync();
        Folder.Dispose();
    }

    static async Task<MqttClient> SenderAsync(Mosquitto broker)
    {
        var options = new MqttClientOptions { Endpoint = new Uri(broker.Url), ClientId = "labeller" };
        var sender = await MqttClient.ConnectAsync(options, TimeProvider.System, CancellationToken.None);
        sender.Start((_, _) => ValueTask.CompletedTask);
        return sender;
    }

    string Json() => $$"""
        {
          "edge": {
            "producer": 1, "site": "demo", "line": "bottling", "station": "labeller-hmi",
            "dataFolder": "journal", "keyFile": "edge.pem"
          },
          "hmi": { "url": "http://127.0.0.1:{{FreePort.Next()}}" },
          "central": { "url": "http://127.0.0.1:{{FreePort.Next()}}" },
          "sources": [{ "name": "sensors", "endpoint": "{{Broker.Url}}", "keepAliveS": 10 }],
          "machines": [{
            "id": "labeller", "name": "Labeller", "idealCycleMs": 500, "debounceMs": 500, "microStopLimitS": 120,
            "tags": [
              { "metric": "state", "source": "sensors", "topic": "{{State}}", "value": "/value", "time": "/ts" },
              { "metric": "parts", "source": "sensors", "topic": "{{Parts}}", "value": "/value", "time": "/ts" },
              {
                "metric": "pressure", "unit": "bar",
                "source": "sensors", "topic": "{{Pressure}}", "format": "json", "value": "/value", "time": "/ts"
              }],
            "state": { "tag": "state", "map": { "2": "IDLE", "6": "RUNNING", "9": "FAULT" } },
            "counter": { "tag": "parts" }
          }]
        }
        """;
}
