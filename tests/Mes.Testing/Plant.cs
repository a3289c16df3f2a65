using System.Diagnostics;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;

namespace Mes.Testing;

/// <summary>
/// A whole factory of the built programs: simulated machines, a broker where one of them needs it, edge, central, each a process
/// that can be stopped or killed, and a database of its own.
/// </summary>
public sealed class Plant : IAsyncDisposable
{
    const string Edge = "edge/Mes.Edge";
    const string Central = "central/Mes.Central";
    const string KnownSql = "select count(distinct machine_id) from machine_events where state <> 'NO_DATA'";
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    static readonly TimeSpan MakeTimeout = TimeSpan.FromMinutes(4);
    static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    readonly TemporaryFolder _folder = new();
    readonly PlantOptions _options;
    RunningProcess? _central;
    RunningProcess? _edge;
    readonly Dictionary<string, long> _before = [];
    readonly Mosquitto? _broker;

    Plant(PlantOptions options, TestDatabase database, Simulator simulator, Mosquitto? broker)
    {
        _options = options;
        _broker = broker;
        Database = database;
        Simulator = simulator;
        CentralUrl = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        HmiUrl = new Uri($"http://127.0.0.1:{FreePort.Next()}");
    }

    public TestDatabase Database { get; }

    /// <summary>Where the machines that speak MQTT publish; only a whole line has one.</summary>
    public Mosquitto Broker => _broker ?? throw new InvalidOperationException("No machine of this plant speaks MQTT.");

    public Simulator Simulator { get; }

    public Uri CentralUrl { get; }

    public Uri HmiUrl { get; }

    public static async Task<Plant> StartAsync(PlantOptions options)
    {
        var database = await TestDatabase.CreateAsync();
        var broker = options.IsWholeLine ? await Mosquitto.StartAsync() : null;
        var simulator = await Simulator.StartAsync(new SimulatorOptions
        {
            Machines = options.Machines,
            Quiet = options.Quiet,
            Rate = options.Rate,
            LoadTags = options.LoadTags,
            LoadChangesPerSecond = options.LoadChangesPerSecond,
            Broker = broker?.Url,
        });
        var plant = new Plant(options, database, simulator, broker);
        try
        {
            new PlantConfiguration(options, plant).Write(plant._folder);
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

    /// <summary>Parts that a machine has made since the plant started: what an edge that misses nothing counts.</summary>
    public async Task<long> MadeAsync(string machine = "filler") =>
        (await Simulator.StateAsync(machine)).PartsMade - _before[machine];

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

    // A first reading is a baseline, so the machines stand still until the edge has seen it.
    async Task StartCountingAsync()
    {
        foreach (var machine in _options.Machines)
        {
            _before[machine] = (await Simulator.PauseAsync(machine)).PartsMade;
        }

        foreach (var (machine, count) in _options.FirstCounts)
        {
            await Simulator.SetCounterAsync(count, machine);
        }

        await StartEdgeAsync();
        await Eventually.Async(
            async () => await QuerySingleAsync<long>(KnownSql) >= _options.Machines.Count,
            StartTimeout, "central knows the state of every machine");
        foreach (var machine in _options.Machines)
        {
            await Simulator.ResumeAsync(machine);
        }
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
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

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
}
