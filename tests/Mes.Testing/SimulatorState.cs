namespace Mes.Testing;

/// <summary>What the filler itself knows: the oracle of every count.</summary>
/// <param name="State">PackML number.</param>
/// <param name="Parts">The counter that OPC UA shows.</param>
/// <param name="PartsMade">All bottles ever made; no reset and no roll-over touches it.</param>
/// <param name="Remaining">Bottles still to make, or null while there is no target.</param>
public sealed record SimulatorState(
    int State,
    uint Parts,
    long PartsMade,
    long? Remaining,
    double Rate,
    bool Listening,
    IReadOnlyList<SimulatorState.Transition> StateLog,
    IReadOnlyList<SimulatorState.CounterReset> CounterResets)
{
    public sealed record Transition(int State, DateTimeOffset At);

    public sealed record CounterReset(DateTimeOffset At, long Lost);
}
