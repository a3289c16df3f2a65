namespace Mes.Domain.Machines;

/// <summary>How a machine's state is read. The closed set is explained with examples in docs/state-rules.md.</summary>
public abstract record StateRule
{
    StateRule()
    {
    }

    /// <summary>One tag has a number for each state; PLC STOP maps to idle (M0.02).</summary>
    /// <param name="States">Meaning of each number. One not listed means that the state is unknown.</param>
    public sealed record ByTag(IReadOnlyDictionary<long, MachineState> States) : StateRule;

    /// <summary>
    /// Bits, of which the first that is set decides: fault, maintenance, run; none means idle. A bit whose value is not known
    /// makes the state unknown, unless one before it is set.
    /// </summary>
    public sealed record ByBits(bool HasFault, bool HasMaintenance) : StateRule;

    /// <summary>
    /// The counter alone: running from one ideal cycle before a cycle's end for as long as each next one ends within
    /// <paramref name="Factor"/> ideal cycles, and idle from the end of the last one.
    /// </summary>
    public sealed record ByCycle(decimal Factor) : StateRule;
}
