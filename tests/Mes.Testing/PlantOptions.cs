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

    /// <summary>Nothing happens by itself: only what the test asks for.</summary>
    public bool Quiet { get; init; } = true;

    /// <summary>Bottles per ideal cycle.</summary>
    public double Rate { get; init; } = 1;

    public TimeSpan MicroStopLimit { get; init; } = TimeSpan.FromSeconds(10);

    public object Calendar { get; init; } = DayShifts;
}
