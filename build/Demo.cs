namespace Mes.Build;

/// <summary>The run command: everything from a fresh clone to two web pages, and back to nothing running.</summary>
sealed class Demo
{
    const string Simulator = "simulator";
    const string Edge = "edge";
    const string Broker = "broker";
    const string Central = "central";
    static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The machines first, then who listens to them, the database last: nobody loses a peer that it needs.</summary>
    public static readonly IReadOnlyList<string> StopOrder = [Simulator, Edge, Broker, Central];

    readonly DemoSettings _settings;
    readonly DemoBroker _broker;
    readonly DemoConfiguration _configuration;
    readonly List<Daemon> _daemons = [];
    PostgresCluster? _postgres;

    Demo(DemoSettings settings)
    {
        _settings = settings;
        _broker = new DemoBroker(settings.Mqtt.Number);
        _configuration = new DemoConfiguration(settings, _broker);
    }

    public static async Task<int> RunAsync(DemoSettings settings, CancellationToken stop)
    {
        await using var held = DemoHome.Lock();
        var demo = new Demo(settings);
        try
        {
            await demo.StartAsync(stop);
            await demo.WatchAsync(stop);
            return 0;
        }
        catch (BuildFailure failure)
        {
            Console.Error.WriteLine($"\n{failure.Message}\n");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.WriteLine();
            return 0;
        }
        finally
        {
            await demo.StopAsync();
        }
    }

    async Task StartAsync(CancellationToken stop)
    {
        var node = await Node.CheckAsync(stop);
        Console.WriteLine($".NET {Environment.Version}, Node.js {node}; data in {DemoHome.Root}");
        await LeftOvers.StopAsync(stop);
        CheckPorts();

        await Step.RunAsync("Simulator's npm packages", () => Node.InstallAsync(Source.Path("tests", "simulator"), stop));
        await Step.RunAsync($"MQTT broker on port {_settings.Mqtt.Number} ({_broker.Name})", () => StartBrokerAsync(stop));
        // It takes seconds to load, which it may do beside the build.
        var simulator = StartSimulator();
        await Step.RunAsync("Build of edge and central", () => Dotnet.BuildAsync("build/run.slnf", stop));
        await Step.RunAsync($"Postgres on port {_settings.Postgres.Number}", () => StartPostgresAsync(stop));
        await Step.RunAsync("Keys, configuration, database schema", () => PrepareAsync(stop));
        var opcUa = $"opc.tcp://127.0.0.1:{_settings.OpcUa.Number}";
        await Step.RunAsync($"Simulated line on {opcUa}", () => WaitForSimulatorAsync(simulator, stop));
        await Step.RunAsync($"Central on {_configuration.CentralUrl}", () => StartCentralAsync(stop));
        await Step.RunAsync($"Edge on {_configuration.EdgeUrl}", () => StartEdgeAsync(stop));

        Console.WriteLine($"""

            HMI of the line   {_configuration.EdgeUrl}
            Web UI            {_configuration.CentralUrl}

            Ctrl-C stops it all.
            """);
    }

    void CheckPorts()
    {
        var taken = _settings.All.Where(port => port.IsTaken()).ToArray();
        if (taken.Length > 0)
        {
            throw new BuildFailure(string.Join('\n', taken.Select(port =>
                $"Port {port.Number} of {port.Of} is taken by another program. "
                + $"Choose another with {port.Option} or {port.Variable}.")));
        }
    }

    async Task StartPostgresAsync(CancellationToken stop)
    {
        var cluster = await DemoDatabase.OpenAsync(_settings.Postgres.Number, stop);
        _postgres = cluster;
        await DemoDatabase.StartAsync(cluster, stop);
    }

    async Task PrepareAsync(CancellationToken stop)
    {
        EdgeKey.Ensure();
        _configuration.Write();
        await new Tool("dotnet", CentralProgram, "migrate", "--config", DemoConfiguration.CentralFile)
        {
            Environment = new Dictionary<string, string>
            {
                ["MES_MIGRATION_CONNECTION"] = _configuration.Connection(DemoDatabase.Migrator),
            },
        }.RunAsync(stop);
    }

    async Task StartBrokerAsync(CancellationToken stop)
    {
        if (_broker.IsMosquitto)
        {
            var daemon = Start(Broker, await _broker.PrepareAsync(stop));
            await daemon.WaitAsync(() => Task.FromResult(_settings.Mqtt.IsTaken()), _broker.Url, HealthTimeout, stop);
        }
    }

    Daemon StartSimulator() => Start(
        Simulator,
        "node", Source.Path("tests", "simulator", "simulator.mjs"),
        $"--opcua-port={_settings.OpcUa.Number}", $"--control-port={_settings.Simulator.Number}",
        $"--state-file={DemoHome.File("simulator.json")}", _broker.SimulatorOption);

    Task WaitForSimulatorAsync(Daemon simulator, CancellationToken stop) =>
        simulator.WaitForHealthAsync($"http://127.0.0.1:{_settings.Simulator.Number}/state", HealthTimeout, stop);

    Task StartCentralAsync(CancellationToken stop)
    {
        var daemon = Start(Central, "dotnet", CentralProgram, "--config", DemoConfiguration.CentralFile);
        return daemon.WaitForHealthAsync($"{_configuration.CentralUrl}/health", HealthTimeout, stop);
    }

    Task StartEdgeAsync(CancellationToken stop)
    {
        var program = Source.Program("edge/Mes.Edge", "mes-edge");
        var daemon = Start(Edge, "dotnet", program, "--config", DemoConfiguration.EdgeFile);
        return daemon.WaitForHealthAsync($"{_configuration.EdgeUrl}/health", HealthTimeout, stop);
    }

    static string CentralProgram => Source.Program("central/Mes.Central", "mes-central");

    Daemon Start(string name, params string[] command)
    {
        var daemon = Daemon.Start(name, command);
        _daemons.Add(daemon);
        return daemon;
    }

    async Task WatchAsync(CancellationToken stop)
    {
        while (true)
        {
            if (_daemons.FirstOrDefault(daemon => daemon.HasEnded) is { } dead)
            {
                throw new BuildFailure(dead.Obituary());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stop);
        }
    }

    async Task StopAsync()
    {
        foreach (var daemon in StopOrder.SelectMany(name => _daemons.Where(daemon => daemon.Name == name)))
        {
            await Step.RunAsync($"Stopping {daemon.Name}", daemon.StopAsync);
        }

        if (_postgres is not null)
        {
            await Step.RunAsync("Stopping Postgres", _postgres.StopAsync);
        }
    }
}
