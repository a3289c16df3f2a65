namespace Mes.Domain.Machines;

/// <summary>How a machine's state and parts are read from its tags.</summary>
/// <param name="States">
/// Meaning of each value of the state tag; PLC STOP maps to idle (M0.02). A value not listed means that the state is unknown.
/// </param>
/// <param name="Debounce">A change that lasts less is noise (M0.01).</param>
/// <param name="CounterModulus">The counter counts 0 … modulus - 1 and then starts at 0 again.</param>
/// <param name="IdealCycle">Ideal time for one part; bounds how many parts a counter can have gained in a given time.</param>
public sealed record MachineRule(
    IReadOnlyDictionary<long, MachineState> States, TimeSpan Debounce, long CounterModulus, TimeSpan IdealCycle);
