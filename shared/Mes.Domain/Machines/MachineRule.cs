namespace Mes.Domain.Machines;

/// <summary>How a machine's state and parts are read from its tags.</summary>
/// <param name="State">What its tags say of its state.</param>
/// <param name="Debounce">A change that lasts less is noise (M0.01).</param>
/// <param name="CounterModulus">The counter counts 0 … modulus - 1 and then starts at 0 again.</param>
/// <param name="IdealCycle">Ideal time for one part; bounds how many parts a counter can have gained in a given time.</param>
public sealed record MachineRule(StateRule State, TimeSpan Debounce, long CounterModulus, TimeSpan IdealCycle)
{
    /// <summary>The reason of a stop that each fault code gives; empty where the machine tells none.</summary>
    public IReadOnlyDictionary<long, string> FaultReasons { get; init; } = new Dictionary<long, string>();
}
