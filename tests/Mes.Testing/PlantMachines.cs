namespace Mes.Testing;

/// <summary>The machines of the simulator as the edge is told of them: by a state tag, by bits, by cycles.</summary>
public static class PlantMachines
{
    public const string Plc = "line-plc";
    public const string Sensors = "sensors";

    static readonly Dictionary<string, string> FillerStates = new()
    {
        ["2"] = "IDLE",
        ["4"] = "IDLE",
        ["5"] = "IDLE",
        ["6"] = "RUNNING",
        ["9"] = "FAULT",
        ["11"] = "IDLE",
    };

    public static object Of(string machine, PlantOptions options) => machine switch
    {
        "filler" => new
        {
            id = machine,
            name = "Filler",
            idealCycleMs = IdealCycleMs(machine, options),
            debounceMs = 500,
            microStopLimitS = options.MicroStopLimit.TotalSeconds,
            tags = new[]
            {
                Node("state", "Filler.State"),
                Node("parts", "Filler.Parts"),
                Node("temperature", "Filler.Temperature", "°C"),
                Node("fill-weight", "Filler.FillWeight", "g"),
            }.Concat(Enumerable.Range(0, options.LoadTags).Select(number => Node($"load-{number}", $"Load.{number}"))),
            state = new { tag = "state", map = FillerStates },
            counter = new { tag = "parts", modulus = 4_294_967_296 },
        },
        "capper" => new
        {
            id = machine,
            name = "Capper",
            idealCycleMs = IdealCycleMs(machine, options),
            debounceMs = 500,
            microStopLimitS = options.MicroStopLimit.TotalSeconds,
            tags = new[]
            {
                Node("running", "Capper.Running"),
                Node("faulted", "Capper.Faulted"),
                Node("manual", "Capper.Manual"),
                Node("parts", "Capper.Parts"),
                Node("fault-code", "Capper.FaultCode"),
                Topic("torque", machine, "Nm"),
                Topic("vibration", machine, "mm/s"),
            },
            state = new { run = "running", fault = "faulted", maintenance = "manual" },
            faultCode = new { tag = "fault-code", reasons = new Dictionary<string, string> { ["401"] = "NO_CAPS" } },
            counter = new { tag = "parts", modulus = 65_536 },
        },
        "labeller" => new
        {
            id = machine,
            name = "Labeller",
            idealCycleMs = IdealCycleMs(machine, options),
            debounceMs = 500,
            microStopLimitS = options.MicroStopLimit.TotalSeconds,
            tags = new[] { Topic("parts", machine), Topic("pressure", machine, "bar"), Topic("vibration", machine, "mm/s") },
            state = new { cycle = "parts", factor = PlantOptions.CycleFactor },
            counter = new { tag = "parts", modulus = 1_000_000 },
        },
        _ => throw new ArgumentException($"The simulator has no {machine}.", nameof(machine)),
    };

    // A faster line has a faster ideal; the filler alone keeps that of its nameplate, whatever a test makes it do.
    public static int IdealCycleMs(string machine, PlantOptions options)
    {
        var nameplate = machine switch { "filler" => 500, "capper" => 480, _ => 460 };
        return options.IsWholeLine ? (int)(nameplate / options.Rate) : nameplate;
    }

    static object Node(string metric, string node, string? unit = null) =>
        new { metric, source = Plc, node = $"nsu=urn:mes:simulator;s={node}", unit };

    static object Topic(string metric, string machine, string? unit = null) => new
    {
        metric,
        source = Sensors,
        topic = $"demo/bottling/{machine}/{metric}",
        format = "json",
        value = "/value",
        time = "/ts",
        unit,
    };
}
