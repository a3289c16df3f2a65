using System.Net.Http.Json;
using System.Security.Cryptography;
using Mes.Central;
using Mes.Central.Configuration;
using Mes.Central.Database;
using Mes.Contracts.Chain;
using Mes.Contracts.Events;
using Mes.Contracts.Replication;
using Mes.Contracts.Telemetry;
using Mes.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mes.Benchmarks;

/// <summary>A central on a database of its own, and an edge that sends it telemetry by the wire; time is the edge's.</summary>
sealed class TelemetryCentral : IAsyncDisposable
{
    public const string Machine = "demo/bottling/filler";

    static readonly Guid Boot = Guid.NewGuid();

    readonly TestDatabase _database;
    readonly WebApplication _app;
    readonly byte[] _publicKey;
    readonly Guid _incarnation = Guid.NewGuid();
    readonly IncrementalHash _anchor = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    byte[] _hash;
    Welcome? _welcome;
    long _event;
    long _segment;
    long _anchored;

    TelemetryCentral(TestDatabase database, WebApplication app, ManualClock clock, byte[] publicKey)
    {
        (_database, _app, Clock, _publicKey) = (database, app, clock, publicKey);
        _hash = ChainHash.Genesis(1, _incarnation, Lane.Event, publicKey);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public ManualClock Clock { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TelemetryCentral> StartAsync(DateTimeOffset now)
    {
        var database = await TestDatabase.CreateAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = key.ExportSubjectPublicKeyInfo();
        DapperSetup.Apply();
        await MigrationRunner.RunAsync(
            database.ConnectionStringOf("mes_migrator"), Migration.Embedded(), CancellationToken.None);
        var clock = new ManualClock(now);
        var configuration = new CentralConfiguration(
            0, database.ConnectionStringOf("mes_service"), new SiteSettings(1, "demo", "Demo plant", "Europe/Berlin"),
            [new CalendarSpan("Day", 0, 0)], [], [new EdgeSettings(1, "bottling", "Bottling line", publicKey)]);
        var app = CentralHost.Build(configuration, services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        });
        await app.StartAsync();
        var central = new TelemetryCentral(database, app, clock, publicKey);
        await Eventually.Async(
            async () => (await central.Http.GetAsync("/health")).IsSuccessStatusCode, TimeSpan.FromSeconds(60),
            "central is healthy");
        var hello = new Hello(1, central._incarnation, null, Convert.ToHexStringLower(SHA256.HashData(publicKey)), "bench");
        using var answer = await central.Http.PostAsJsonAsync("/edge/v1/hello", hello, ExchangeJson.Default.Hello);
        central._welcome = await answer.Content.ReadFromJsonAsync(ExchangeJson.Default.Welcome);
        return central;
    }

    /// <summary>Sends events, dated now.</summary>
    public async Task SendAsync(params EventBody[] bodies)
    {
        var now = Clock.GetUtcNow();
        var (first, before) = (_event + 1, _hash);
        var items = new List<ReadOnlyMemory<byte>>();
        foreach (var body in bodies)
        {
            var bytes = EventJson.Write(new JournalEvent(
                Guid.CreateVersion7(), new EventTimes(now, now, TimeSpan.Zero, Boot), null, "bench", null, body));
            _hash = ChainHash.Next(_hash, ++_event, bytes);
            items.Add(bytes);
        }

        await PostAsync(Header(Lane.Event, first, _event, before, _hash), items);
    }

    /// <summary>Sends segments in one batch.</summary>
    public async Task SendAsync(IEnumerable<IReadOnlyList<TelemetrySample>> segments)
    {
        var first = _segment + 1;
        var items = new List<ReadOnlyMemory<byte>>();
        foreach (var samples in segments)
        {
            var bytes = SegmentCodec.Encode(new TelemetrySegment(Boot, samples[0].Time, TimeSpan.Zero, samples));
            var hash = SHA256.HashData(bytes);
            _anchor.AppendData(hash);
            items.Add(new SegmentItem(++_segment, hash, bytes).Write());
        }

        var none = new byte[ChainHash.Length];
        await PostAsync(Header(Lane.Telemetry, first, _segment, none, none), items);
    }

    /// <summary>Binds the segments since the last anchor into the chain, as an edge does every ten minutes.</summary>
    public async Task AnchorAsync()
    {
        var anchored = new TelemetryAnchored(_anchored + 1, _segment, Convert.ToHexStringLower(_anchor.GetHashAndReset()));
        _anchored = _segment;
        await SendAsync(anchored);
    }

    /// <summary>A connection that no pool has used.</summary>
    public async Task<NpgsqlConnection> FreshConnectionAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Pooling = false, CommandTimeout = 600 };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _anchor.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    BatchHeader Header(Lane lane, long first, long last, byte[] before, byte[] after) => new(
        _welcome!.Central, 1, _incarnation, lane, first, last, before, after, Clock.GetUtcNow(), SHA256.HashData(_publicKey));

    async Task PostAsync(BatchHeader header, List<ReadOnlyMemory<byte>> items)
    {
        var batch = new Batch(header, items).Write();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var answer = await Http.PostAsync("/edge/v1/batches", new ByteArrayContent(batch));
            if (answer.IsSuccessStatusCode)
            {
                return;
            }
        }

        throw new BenchmarkFailure("central refused a batch twenty times.");
    }
}
