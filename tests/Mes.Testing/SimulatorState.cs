namespace Mes.Testing;

/// <summary>What a machine of the simulated line itself knows: the oracle of every count and every second.</summary>
/// <param name="Machine">Its name.</param>
/// <param name="State">PackML number.</param>
/// <param name="Cause">
/// What holds it (fault, maintenance, stop, disturbance, pause, starved, blocked), or null while it runs.
/// </param>
/// <param name="Parts">The counter that others see.</param>
/// <param name="PartsMade">All parts ever made; no reset and no roll-over touches it.</param>
/// <param name="Modulus">Where the counter starts at 0 again.</param>
/// <param name="Remaining">Parts still to make, or null while there is no target.</param>
/// <param name="Listening">Whether the OPC UA server takes connections.</param>
/// <param name="Wear">What a worn bearing adds to the vibration, mm/s.</param>
/// <param name="Values">What each sensor read last, and how often it has read.</param>
/// <param name="StateLog">Each state lasts until the next begins.</param>
public sealed record SimulatorState(
    string Machine,
    int State,
    string? Cause,
    int FaultCode,
    uint Parts,
    long PartsMade,
    long Modulus,
    long? Remaining,
    double Rate,
    bool Listening,
    double Wear,
    IReadOnlyDictionary<string, SimulatorState.Reading> Values,
    IReadOnlyList<SimulatorState.Transition> StateLog,
    IReadOnlyList<SimulatorState.CounterReset> CounterResets)
{
    /// <param name="At">Source time stamp, as the machine publishes it.</param>
    /// <param name="RealAt">The true instant, which a stepped clock does not move.</param>
    public sealed record Transition(int State, string? Cause, int FaultCode, DateTimeOffset At, DateTimeOffset RealAt);

    public sealed record CounterReset(DateTimeOffset At, long Lost);

    /// <summary>The counter went on by this many parts at this source time stamp.</summary>
    public sealed record Cycle(DateTimeOffset At, long Parts);

    public sealed record Reading(double? Value, DateTimeOffset? At, long Count);

    /// <summary>What the seed has in store on a line that is not quiet.</summary>
    public sealed record Trouble(double RunSeconds, int State, double Seconds, int Code);
}
