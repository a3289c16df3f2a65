namespace Mes.Domain.Machines;

/// <summary>What the rule by cycles remembers between inputs. All times are source time, UTC, whole microseconds.</summary>
/// <param name="Clock">How far source time has come; the debounce behind it is up to a cycle and more late.</param>
/// <param name="Stamp">Source time of the newest reading: an older one is ignored (L6).</param>
/// <param name="State">RUNNING or IDLE, or NO_DATA while neither is known.</param>
/// <param name="Since">End of the last cycle, or where the watch began; null while the counter is not watched.</param>
/// <param name="Reading">The last one; null while the counter is not watched.</param>
/// <param name="ReadAt">Its time.</param>
/// <param name="Held">Readings that told of no cycle, which must not overtake a change of state still to be decided.</param>
public sealed record CycleProgress(
    DateTimeOffset Clock, DateTimeOffset? Stamp, MachineState State, DateTimeOffset? Since,
    long? Reading, DateTimeOffset ReadAt, IReadOnlyList<WaitingReading> Held)
{
    public static CycleProgress Start { get; } = new(
        DateTimeOffset.MinValue, Stamp: null, MachineState.NoData, Since: null,
        Reading: null, DateTimeOffset.MinValue, Held: []);
}
