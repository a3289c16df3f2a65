using System.Text.Json.Serialization;

namespace Mes.Domain.Machines;

/// <summary>
/// All that <see cref="MachineFold"/> remembers of a machine: a small checkpoint of plain members, so that a restart goes on as
/// if nothing had happened (L11). All times are source time, UTC, whole microseconds.
/// </summary>
/// <param name="State">The settled state; <see cref="MachineState.NoData"/> before the first one and in a gap.</param>
/// <param name="Since">When it began.</param>
/// <param name="GapCause">Why there are no data, in words; null outside a gap.</param>
/// <param name="Lost">The source is silent: between DataLost and DataReturned.</param>
/// <param name="Candidate">A change that has not lasted for the debounce yet.</param>
/// <param name="Waiting">Counter readings since the candidate's edge: they are counted once the split there is decided.</param>
/// <param name="Counter">What is known of the counter up to the candidate's edge, or to the clock.</param>
/// <param name="Clock">How far source time has come; what arrives for an earlier instant counts at this one.</param>
/// <param name="CounterStamp">Source time of the newest reading.</param>
/// <param name="Signals">What the tags of the state showed last.</param>
/// <param name="Cycle">Memory of the rule by cycles; null under another rule.</param>
public sealed record MachineProgress(
    MachineState State, DateTimeOffset Since, string? GapCause, bool Lost, StateCandidate? Candidate,
    IReadOnlyList<WaitingReading> Waiting, CounterProgress Counter,
    DateTimeOffset Clock, DateTimeOffset? CounterStamp,
    IReadOnlyList<SignalValue>? Signals = null, CycleProgress? Cycle = null)
{
    /// <summary>Nothing has been seen yet.</summary>
    public static MachineProgress Start { get; } = new(
        MachineState.NoData, DateTimeOffset.MinValue, GapCause: null, Lost: false, Candidate: null,
        Waiting: [], CounterProgress.Start, DateTimeOffset.MinValue, CounterStamp: null);

    /// <summary>How far source time has come, whatever the state rule still holds back.</summary>
    [JsonIgnore]
    public DateTimeOffset Reached => Cycle is { } cycle && cycle.Clock > Clock ? cycle.Clock : Clock;

    /// <summary>Parts counted that no output carries yet.</summary>
    [JsonIgnore]
    public long PendingQuantity => Counter.Quantity;

    /// <summary>All that happened before this instant is in the outputs given so far. Never goes back.</summary>
    [JsonIgnore]
    public DateTimeOffset SettledThrough
    {
        get
        {
            var settled = Candidate is { } candidate && candidate.From < Clock ? candidate.From : Clock;
            return Counter.FirstPartAt is { } part && part < settled ? part : settled;
        }
    }
}

/// <summary>A state that the machine may have gone into.</summary>
/// <param name="State">The newest one seen since <paramref name="From"/>.</param>
/// <param name="From">When the machine left its settled state.</param>
/// <param name="Shown">The source's own values for <paramref name="State"/>, as text.</param>
public sealed record StateCandidate(MachineState State, DateTimeOffset From, string Shown);

/// <summary>What a tag of the state showed last.</summary>
/// <param name="Stamp">Its source time: an older value never moves the state (L6).</param>
/// <param name="Value">Null where the source gave none it vouches for.</param>
public sealed record SignalValue(StateSignal Signal, DateTimeOffset Stamp, long? Value);

/// <summary>A reading that is counted once a candidate is decided; null where the source gave none it vouches for.</summary>
public sealed record WaitingReading(DateTimeOffset At, long? Reading);
