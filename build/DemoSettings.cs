namespace Mes.Build;

/// <summary>The ports of the demo. Each can be given as an option or as an environment variable; the option wins.</summary>
sealed record DemoSettings(Port Central, Port Edge, Port OpcUa, Port Simulator, Port Mqtt, Port Postgres)
{
    static readonly DemoSettings Default = new(
        new Port("central (web UI and API)", "central-port", 8080),
        new Port("the edge (HMI)", "edge-port", 8081),
        new Port("the simulator's OPC UA server", "opcua-port", 4840),
        new Port("the simulator's control", "simulator-port", 4841),
        new Port("the MQTT broker", "mqtt-port", 1883),
        new Port("Postgres", "postgres-port", 54329));

    public IReadOnlyList<Port> All => [Central, Edge, OpcUa, Simulator, Mqtt, Postgres];

    public static DemoSettings Parse(IReadOnlyList<string> arguments)
    {
        var given = ReadOptions(arguments);
        foreach (var unknown in given.Keys.Except(Default.All.Select(port => port.Option)))
        {
            var known = string.Join(", ", Default.All.Select(port => port.Option));
            throw new BuildFailure($"run knows no {unknown}; its options are {known}.");
        }

        var settings = new DemoSettings(
            Default.Central.Read(given),
            Default.Edge.Read(given),
            Default.OpcUa.Read(given),
            Default.Simulator.Read(given),
            Default.Mqtt.Read(given),
            Default.Postgres.Read(given));

        var shared = settings.All.GroupBy(port => port.Number).FirstOrDefault(same => same.Count() > 1);
        return shared is null
            ? settings
            : throw new BuildFailure($"Port {shared.Key} is given to {string.Join(" and ", shared.Select(p => p.Option))}.");
    }

    public static IEnumerable<string> Describe() =>
        Default.All
            .Select(port => $"  {port.Option,-18} {port.Variable,-20} {port.Number,-7} port of {port.Of}")
            .Append($"  {"",-18} {DemoHome.Variable,-20} {"",-7} folder of the demo's data")
            .Append($"  {"",-18} {PostgresBinaries.Variable,-20} {"",-7} folder of the Postgres programs to use");

    static Dictionary<string, string> ReadOptions(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            if (parts.Length == 1 && i + 1 == arguments.Count)
            {
                throw new BuildFailure($"{parts[0]} needs a value.");
            }

            given[parts[0]] = parts.Length == 2 ? parts[1] : arguments[++i];
        }

        return given;
    }
}
