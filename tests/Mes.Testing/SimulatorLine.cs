namespace Mes.Testing;

/// <summary>The whole simulated line at one instant.</summary>
public sealed record SimulatorLine(
    SimulatorLine.Publisher? Mqtt,
    SimulatorLine.SourceClock Clock,
    IReadOnlyList<SimulatorLine.Belt> Belts,
    SimulatorLine.Plant? Load,
    IReadOnlyDictionary<string, SimulatorState> Machines)
{
    /// <param name="Waiting">Messages that no broker has taken yet.</param>
    /// <param name="Dropped">Messages given up because too many waited.</param>
    public sealed record Publisher(string Url, bool Connected, long Delivered, long Waiting, long Dropped);

    public sealed record SourceClock(double OffsetSeconds, IReadOnlyList<ClockStep> Steps);

    public sealed record ClockStep(DateTimeOffset At, double Seconds);

    /// <summary>The bottles between two machines.</summary>
    public sealed record Belt(IReadOnlyList<string> Between, int Count, int Capacity);

    /// <summary>The tags of the load mode; the n-th change gave tag (n - 1) mod tags the value n.</summary>
    public sealed record Plant(int Tags, double ChangesPerSecond, long Changes);
}
