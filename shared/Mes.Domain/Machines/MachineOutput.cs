namespace Mes.Domain.Machines;

/// <summary>What a machine's fold concludes; each becomes one event.</summary>
public abstract record MachineOutput
{
    /// <summary>
    /// The machine is in this state since <paramref name="At"/>; after a gap it is said anew even where it is the same.
    /// </summary>
    public sealed record StateChanged(MachineState State, DateTimeOffset At, string Raw) : MachineOutput;

    /// <summary>The counter moved in [From, To). <paramref name="Estimated"/>: it was not watched throughout.</summary>
    public sealed record PartsCounted(
        int CounterEpoch, long ReadingBefore, long ReadingAfter, long Quantity,
        DateTimeOffset From, DateTimeOffset To, bool Estimated) : MachineOutput;

    /// <summary>The state is unknown from here on.</summary>
    public sealed record GapOpened(DateTimeOffset From, string Cause) : MachineOutput;

    /// <summary>The state is known again.</summary>
    public sealed record GapClosed(DateTimeOffset From, DateTimeOffset To, string Cause) : MachineOutput;
}
