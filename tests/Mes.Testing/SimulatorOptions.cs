namespace Mes.Testing;

/// <summary>How the simulated filler starts. Quiet by default: nothing happens but what the test asks for.</summary>
public sealed record SimulatorOptions
{
    /// <summary>0 takes a free port.</summary>
    public int OpcUaPort { get; init; }

    /// <summary>0 takes a free port.</summary>
    public int ControlPort { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Scales production, never the clock: 1 is a bottle every 500 ms.</summary>
    public double Rate { get; init; } = 1;

    public bool Quiet { get; init; } = true;

    /// <summary>Keeps the counter over restarts, as a PLC's retentive memory does.</summary>
    public string? StateFile { get; init; }
}
