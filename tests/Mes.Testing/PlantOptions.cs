using System.Text.Json.Nodes;

namespace Mes.Testing;

/// <summary>What a journey sets up differently.</summary>
public sealed record PlantOptions
{
    public static readonly object DayShifts = new
    {
        shifts = new[]
        {
            new { name = "Early", start = "06:00", end = "14:00" },
            new { name = "Late", start = "14:00", end = "22:00" },
            new { name = "Night", start = "22:00", end = "06:00" },
        },
        breaks = Array.Empty<object>(),
    };

    /// <summary>A machine by cycles runs while one ended within this many ideal cycles.</summary>
    public const int CycleFactor = 3;

    /// <summary>The filler alone, or all of <see cref="SimulatorOptions.WholeLine"/>.</summary>
    public IReadOnlyList<string> Machines { get; init; } = ["filler"];

    /// <summary>What counters read before the edge sees them first; 0 where nothing is said.</summary>
    public IReadOnlyDictionary<string, uint> FirstCounts { get; init; } = new Dictionary<string, uint>();

    public bool IsWholeLine => Machines.Count > 1;

    /// <summary>Nothing happens by itself: only what the test asks for.</summary>
    public bool Quiet { get; init; } = true;

    /// <summary>Bottles per ideal cycle.</summary>
    public double Rate { get; init; } = 1;

    public TimeSpan MicroStopLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So many further tags of the filler, which together change so often; for benchmarks.</summary>
    public int LoadTags { get; init; }

    public double LoadChangesPerSecond { get; init; }

    public object Calendar { get; init; } = DayShifts;

    /// <summary>What the edge's configuration has otherwise than usual.</summary>
    public Action<JsonObject>? ChangeEdge { get; init; }
}
