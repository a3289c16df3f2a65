using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dapper;
using Npgsql;
using NUnit.Framework;

namespace Mes.Testing;

/// <summary>
/// A whole factory of the built programs: simulated filler, edge, central, each a process that can be stopped or killed, and a
/// database of its own.
/// </summary>
public sealed class Plant : IAsyncDisposable
{
    const string Edge = "edge/Mes.Edge";
    const string Central = "central/Mes.Central";
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    static readonly TimeSpan MakeTimeout = TimeSpan.FromMinutes(4);
    static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    readonly TemporaryFolder _folder = new();
    readonly PlantOptions _options;
    RunningProcess? _central;
    RunningProcess? _edge;
    long _before;

    Plant(PlantOptions options, TestDatabase database, Simulator simulator)
    {
        _options = options;
        Database = database;
        Simulator = simulator;
        CentralUrl = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        HmiUrl = new Uri($"http://127.0.0.1:{FreePort.Next()}");
    }

    public TestDatabase Database { get; }

    public Simulator Simulator { get; }

    public Uri CentralUrl { get; }

    public Uri HmiUrl { get; }

    public static async Task<Plant> StartAsync(PlantOptions options)
    {
        var database = await TestDatabase.CreateAsync();
        var simulator = await Simulator.StartAsync(new SimulatorOptions { Quiet = options.Quiet, Rate = options.Rate });
        var plant = new Plant(options, database, simulator);
        try
        {
            plant.WriteConfiguration();
            await plant.MigrateAsync();
            await plant.StartCentralAsync();
            await plant.StartCountingAsync();
            return plant;
        }
        catch
        {
            await plant.DisposeAsync();
            throw;
        }
    }

    public async Task StartCentralAsync()
    {
        _central = Start(Central, "mes-central", "central.json");
        await HealthyAsync(_central, CentralUrl);
    }

    public async Task StartEdgeAsync()
    {
        _edge = Start(Edge, "mes-edge", "edge.json");
        await HealthyAsync(_edge, HmiUrl);
    }

    public async Task StopCentralAsync()
    {
        _central!.Terminate();
        await _central.ExitAsync(StartTimeout);
        await _central.DisposeAsync();
    }

    public async Task KillEdgeAsync()
    {
        await _edge!.KillAsync();
        await _edge.DisposeAsync();
    }

    /// <summary>Bottles that the filler has made since the plant started: what an edge that misses nothing counts.</summary>
    public async Task<long> MadeAsync() => (await Simulator.StateAsync()).PartsMade - _before;

    /// <summary>Lets the filler make this many bottles as fast as its rate allows.</summary>
    public async Task MakeAsync(int count)
    {
        await Simulator.MakeAsync(count);
        await Simulator.MadeAsync(MakeTimeout);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task<T> QuerySingleAsync<T>(string sql, object? parameters = null) =>
        (await QueryAsync<T>(sql, parameters)).Single();

    /// <summary>Every part that central knows of, whatever became of it.</summary>
    public Task<long> CountedAsync() =>
        QuerySingleAsync<long>("select coalesce(sum(quantity), 0)::bigint from production_events_current");

    // A first reading is a baseline, so the filler stands still until the edge has seen it.
    async Task StartCountingAsync()
    {
        _before = (await Simulator.PauseAsync()).PartsMade;
        await StartEdgeAsync();
        await Eventually.Async(
            () => QuerySingleAsync<bool>("select exists (select from machine_events where state <> 'NO_DATA')"),
            StartTimeout, "central knows the filler's state");
        await Simulator.ResumeAsync();
    }

    /// <summary>Waits until central holds as many parts as the simulator made, then once more to see that none follows.</summary>
    public async Task AllPartsArriveAsync(long expected, TimeSpan timeout)
    {
        var counted = -1L;
        await Eventually.Async(
            async () => (counted = await CountedAsync()) >= expected, timeout, $"central counts {expected} parts, not {counted}");
        Assert.That(await CountedAsync(), Is.EqualTo(expected));
    }

    /// <summary>Central's answer to a GET of this path.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(CentralUrl, path));
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>Resident memory of the edge's process.</summary>
    public double EdgeMegabytes()
    {
        using var edge = Process.GetProcessById(_edge!.Id);
        return edge.WorkingSet64 / 1024.0 / 1024.0;
    }

    public string Log() =>
        $"central:\n{string.Join('\n', _central?.Lines ?? [])}\nedge:\n{string.Join('\n', _edge?.Lines ?? [])}";

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _edge, _central })
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }

        await Simulator.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Dispose();
    }

    static string Program(string project, string name)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Repository.Path(project, "bin", configuration, "net10.0", OperatingSystem.IsWindows() ? $"{name}.exe" : name);
    }

    static async Task HealthyAsync(RunningProcess process, Uri address)
    {
        await Eventually.Async(
            async () =>
            {
                Assert.That(process.HasExited, Is.False, () => string.Join('\n', process.Lines));
                return await AnswersAsync(new Uri(address, "/health"));
            },
            StartTimeout, $"{address} answers that it is healthy");
    }

    static async Task<bool> AnswersAsync(Uri address)
    {
        try
        {
            using var response = await Http.GetAsync(address);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    RunningProcess Start(string project, string name, string configuration) =>
        RunningProcess.Start(Program(project, name), ["--config", _folder.File(configuration)]);

    async Task MigrateAsync()
    {
        await using var migration = RunningProcess.Start(
            Program(Central, "mes-central"), ["migrate", "--config", _folder.File("central.json")],
            new Dictionary<string, string?> { ["MES_MIGRATION_CONNECTION"] = Database.ConnectionStringOf("mes_migrator") });
        Assert.That(await migration.ExitAsync(StartTimeout), Is.Zero, () => string.Join('\n', migration.Lines));
    }

    void WriteConfiguration()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.File("edge.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_folder.File("edge-public.pem"), key.ExportSubjectPublicKeyInfoPem());
        Write("central.json", CentralConfiguration());
        Write("edge.json", EdgeConfiguration());
    }

    void Write(string name, object configuration) =>
        File.WriteAllText(_folder.File(name), JsonSerializer.Serialize(configuration, WithoutNulls));

    object CentralConfiguration() => new
    {
        url = CentralUrl.GetLeftPart(UriPartial.Authority),
        database = new { connection = Database.ConnectionStringOf("mes_service") },
        site = new { number = 1, code = "demo", name = "Demo plant", timeZone = "Europe/Berlin" },
        calendar = _options.Calendar,
        edges = new[]
        {
            new { producer = 1, line = "bottling", name = "Bottling line", publicKeyFile = _folder.File("edge-public.pem") },
        },
    };

    object EdgeConfiguration() => new
    {
        edge = new
        {
            producer = 1,
            site = "demo",
            line = "bottling",
            station = "filler-hmi",
            timeZone = "Europe/Berlin",
            dataFolder = _folder.File("data"),
            keyFile = _folder.File("edge.pem"),
        },
        hmi = new { url = HmiUrl.GetLeftPart(UriPartial.Authority) },
        central = new { url = CentralUrl.GetLeftPart(UriPartial.Authority) },
        sources = new[] { new { name = "filler-plc", endpoint = Simulator.Endpoint, publishingIntervalMs = 250 } },
        machines = new[]
        {
            new
            {
                id = "filler",
                name = "Filler",
                idealCycleMs = 500,
                debounceMs = 500,
                microStopLimitS = _options.MicroStopLimit.TotalSeconds,
                tags = new[]
                {
                    Tag("state", "Filler.State"),
                    Tag("parts", "Filler.Parts"),
                    Tag("temperature", "Filler.Temperature", "°C"),
                    Tag("fill-weight", "Filler.FillWeight", "g"),
                },
                state = new
                {
                    tag = "state",
                    map = new Dictionary<string, string>
                    {
                        ["2"] = "IDLE",
                        ["4"] = "IDLE",
                        ["5"] = "IDLE",
                        ["6"] = "RUNNING",
                        ["9"] = "FAULT",
                        ["11"] = "IDLE",
                    },
                },
                counter = new { tag = "parts", modulus = 4_294_967_296 },
            },
        },
        reasons = new[]
        {
            new { code = "JAM", name = "Bottle jam", kind = "stop", planned = false },
            new { code = "CLEANING", name = "Cleaning", kind = "stop", planned = true },
            new { code = "NO_CAPS", name = "No caps", kind = "stop", planned = false },
            new { code = "UNDERFILL", name = "Underfilled", kind = "scrap", planned = false },
            new { code = "DAMAGED", name = "Damaged bottle", kind = "scrap", planned = false },
        },
        order = new { number = "PO-1001", item = "COLA-05", itemName = "Cola 0.5 l", targetQuantity = 10_000 },
    };

    static object Tag(string metric, string node, string? unit = null) =>
        new { metric, source = "filler-plc", node = $"nsu=urn:mes:simulator;s={node}", unit };
}
