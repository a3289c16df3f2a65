namespace Mes.Domain.Machines;

/// <summary>What reaches a machine's fold, in source time. The caller sorts what arrives together by time.</summary>
/// <param name="At">The source's clock.</param>
public abstract record MachineInput(DateTimeOffset At)
{
    /// <summary>
    /// A tag of the state has this value from <paramref name="At"/> on; null where the source gave none it vouches for.
    /// </summary>
    public sealed record StateSeen(DateTimeOffset At, long? Raw, StateSignal Signal = StateSignal.State) : MachineInput(At);

    /// <summary>
    /// The counter shows this reading from <paramref name="At"/> on; null where the source gave none it vouches for.
    /// </summary>
    public sealed record CounterSeen(DateTimeOffset At, long? Reading) : MachineInput(At);

    /// <summary>The fault code from <paramref name="At"/> on; to state and counter it only says that time passed.</summary>
    public sealed record CodeSeen(DateTimeOffset At, long? Code) : MachineInput(At);

    /// <summary>The source vouches that nothing else happened before <paramref name="At"/>.</summary>
    public sealed record TimePassed(DateTimeOffset At) : MachineInput(At);

    /// <summary>
    /// What is made from <paramref name="At"/> on belongs to other work: the count is closed there, once that time has come. It
    /// may lie ahead of all that was seen.
    /// </summary>
    public sealed record CountSplit(DateTimeOffset At) : MachineInput(At);

    /// <summary>Nothing is known from <paramref name="At"/> on.</summary>
    public sealed record DataLost(DateTimeOffset At, string Cause) : MachineInput(At);

    /// <summary>From <paramref name="At"/> on the data are complete again; the values that follow are the present ones.</summary>
    public sealed record DataReturned(DateTimeOffset At) : MachineInput(At);

    /// <summary>What the state rule made of its tags.</summary>
    internal sealed record StateRead(DateTimeOffset At, StateReading Reading) : MachineInput(At);
}
