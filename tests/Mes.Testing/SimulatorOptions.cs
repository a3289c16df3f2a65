namespace Mes.Testing;

/// <summary>
/// How the simulated line starts: the filler alone, and nothing happens but what the test asks for, unless it says otherwise.
/// </summary>
public sealed record SimulatorOptions
{
    public static readonly IReadOnlyList<string> WholeLine = ["filler", "capper", "labeller"];

    /// <summary>0 takes a free port.</summary>
    public int OpcUaPort { get; init; }

    /// <summary>0 takes a free port.</summary>
    public int ControlPort { get; init; }

    /// <summary>Machines side by side are coupled by belts: one that stands starves or blocks its neighbours.</summary>
    public IReadOnlyList<string> Machines { get; init; } = ["filler"];

    /// <summary>The broker of the MQTT machines, <c>mqtt://127.0.0.1:1883</c>; null starts one of the simulator's own.</summary>
    public string? Broker { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Scales production, never the clock: 1 is a bottle every 500 ms.</summary>
    public double Rate { get; init; } = 1;

    public bool Quiet { get; init; } = true;

    /// <summary>Keeps the counters over restarts, as a PLC's retentive memory does.</summary>
    public string? StateFile { get; init; }

    /// <summary>Variables <c>s=Load.0</c> and up, which change together this often; for benchmarks.</summary>
    public int LoadTags { get; init; }

    public double LoadChangesPerSecond { get; init; }

    /// <summary>The options as the simulator reads them.</summary>
    internal IEnumerable<string> Arguments()
    {
        List<FormattableString> given =
        [
            $"--opcua-port={OpcUaPort}", $"--control-port={ControlPort}", $"--machines={string.Join(',', Machines)}",
            $"--seed={Seed}", $"--rate={Rate}", $"--tags={LoadTags}", $"--changes-per-second={LoadChangesPerSecond}",
        ];
        string?[] optional =
        [
            "--parent",
            Quiet ? "--quiet" : null,
            Broker is null ? null : $"--mqtt={Broker}",
            StateFile is null ? null : $"--state-file={StateFile}",
        ];
        return given.Select(FormattableString.Invariant).Concat(optional.OfType<string>());
    }
}
