using System.Text.Json.Serialization;
using Mes.Domain.Machines;

namespace Mes.Edge.Machines;

/// <summary>All that survives a restart of one machine; committed with the events that it led to.</summary>
/// <param name="Progress">The fold.</param>
/// <param name="Gap">The <c>GapOpened</c> that is not closed yet.</param>
/// <param name="Stops">The last few stops, newest first; the first may still be going on.</param>
/// <param name="Good">Good parts of the running order, as events tell.</param>
/// <param name="Scrap">Scrap of the running order.</param>
/// <param name="Codes">What its fault code showed lately; null before it showed any.</param>
/// <param name="Names">The names in its events so far; null before the first start with it.</param>
/// <param name="Work">The last few orders it worked on, in order; null or empty before it was told of any.</param>
/// <param name="Unassigned">Parts that no order ran for, oldest first.</param>
sealed record MachineCheckpoint(
    MachineProgress Progress, Guid? Gap, IReadOnlyList<MachineStop> Stops, long Good, long Scrap, MachineNames? Names = null,
    FaultCodes? Codes = null, IReadOnlyList<WorkSince>? Work = null, IReadOnlyList<UnassignedParts>? Unassigned = null)
{
    public const int MaxStops = 20;

    public static MachineCheckpoint Start { get; } = new(MachineProgress.Start, Gap: null, Stops: [], Good: 0, Scrap: 0);

    /// <summary>Whether a counter counts its parts, so that some of them may turn out to be scrap (M0.04).</summary>
    [JsonIgnore]
    public bool IsCounted => Names is not { CounterTag: 0 };

    /// <summary>The stop that goes on now, if one does.</summary>
    public MachineStop? CurrentStop => Stops is [{ IsOver: false } newest, ..] ? newest : null;
}

/// <summary>A stretch in which the machine did not run; other words for standing still do not divide it (decision 2).</summary>
/// <param name="Event">The <c>MachineStateChanged</c> that began it.</param>
/// <param name="Reason">Code of the cause given so far.</param>
/// <param name="IsOver">The machine has run, or nothing was known of it, since.</param>
/// <param name="State">The newest word for it.</param>
/// <param name="IsReasonOfMachine">The machine's fault code gave the reason, and no person another one.</param>
sealed record MachineStop(
    Guid Event, DateTimeOffset From, string? Reason, bool IsOver,
    MachineState State = MachineState.Idle, bool IsReasonOfMachine = false);
