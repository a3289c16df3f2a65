using Mes.Domain.Machines;

namespace Mes.Edge.Line;

/// <summary>What the operators' screen shows, as of the last commit; <see cref="LineBoard"/> brings the next one.</summary>
/// <param name="Line"><c>site/line</c>.</param>
/// <param name="Station">Code of this screen's place.</param>
/// <param name="Machines">In the order of the configuration.</param>
/// <param name="Order">What is being made; null with no order running.</param>
/// <param name="Sources">Connection to each PLC or broker.</param>
/// <param name="Central">Connection to central and what waits for it.</param>
/// <param name="StopReasons">What an operator may give as the cause of a stop.</param>
/// <param name="ScrapReasons">What an operator may give as the cause of scrap.</param>
/// <param name="Reclassifications">The last few, newest first.</param>
/// <param name="Clock">How far the line PC's clock is from central's; null before the first comparison.</param>
/// <param name="JournalFault">Why the journal cannot be written, in words; null while all is well.</param>
public sealed record LineView(
    string Line, string Station, IReadOnlyList<MachineView> Machines, OrderView? Order,
    IReadOnlyList<SourceView> Sources, CentralView Central,
    IReadOnlyList<ReasonView> StopReasons, IReadOnlyList<ReasonView> ScrapReasons,
    IReadOnlyList<ReclassificationView> Reclassifications, ClockView? Clock, string? JournalFault)
{
    /// <summary>Alarms of detectors that have not cleared yet.</summary>
    public IReadOnlyList<AnomalyView> Anomalies { get; init; } = [];

    /// <summary>What may be started; null while an order runs, and where none is set up.</summary>
    public OrderView? Startable { get; init; }

    /// <summary>Parts of the machines that were made for no order, oldest first (M0.05).</summary>
    public IReadOnlyList<UnassignedView> Unassigned { get; init; } = [];

    /// <summary>The last few assignments of such parts, newest first.</summary>
    public IReadOnlyList<AssignmentView> Assignments { get; init; } = [];

    /// <summary>Reasons given at this station, newest first, each once a machine and use.</summary>
    public IReadOnlyList<RecentReasonView> Recent { get; init; } = [];
}

/// <param name="Machine"><c>site/line/machine</c>: what an act names.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Since">When the state began, by the PLC's clock; null before the first data.</param>
/// <param name="Cause">Why there are no data, in words; null while there are.</param>
/// <param name="Stoppage">The current stop, for <c>GiveStoppageReason</c>; null while running or without data.</param>
/// <param name="StoppageReason">The cause given for the current stop so far.</param>
/// <param name="Good">
/// Good parts of the running order, or of the one ended last; <paramref name="Pending"/> ones included.
/// </param>
/// <param name="Scrap">Scrap of that order.</param>
/// <param name="Pending">Parts seen but not yet in an event; they cannot be reclassified yet.</param>
/// <param name="Connection">To the source that tells the state and the parts.</param>
/// <param name="FaultCode">What the machine shows as the cause of its stop; null while it runs or shows none.</param>
/// <param name="IsReasonOfMachine">
/// <paramref name="StoppageReason"/> was given by the fault code; a person may give another.
/// </param>
public sealed record MachineView(
    string Machine, string Name, MachineState State, DateTimeOffset? Since, string? Cause,
    Guid? Stoppage, ReasonView? StoppageReason, long Good, long Scrap, long Pending,
    SourceView? Connection = null, FaultCodeView? FaultCode = null, bool IsReasonOfMachine = false)
{
    /// <summary>A counter counts its parts, so that some of them may turn out to be scrap (M0.04).</summary>
    public bool IsCounted { get; init; } = true;

    /// <summary>Parts made for no order, those that no event tells yet included.</summary>
    public long Unassigned { get; init; }
}

/// <param name="From">What <c>AssignParts</c> names.</param>
public sealed record UnassignedView(string Machine, DateTimeOffset From, DateTimeOffset To, long Quantity);

/// <param name="Id">What <c>UndoAssignment</c> names.</param>
/// <param name="UndoUntil">Until then it can be taken back; null where it was, or is too old.</param>
/// <param name="IsUndone">It was taken back.</param>
public sealed record AssignmentView(
    Guid Id, string Machine, long Quantity, string Order, DateTimeOffset At, DateTimeOffset? UndoUntil, bool IsUndone);

/// <param name="Use"><c>stop</c> or <c>scrap</c>.</param>
public sealed record RecentReasonView(string Machine, string Use, ReasonView Reason);

/// <param name="Text">Name of the reason that the code has, or "Fault 999" for one without.</param>
public sealed record FaultCodeView(long Code, string Text);

/// <param name="Target">Good parts wanted.</param>
public sealed record OrderView(string Number, string Item, string ItemName, long Target);

/// <param name="Since">When it was connected or lost.</param>
/// <param name="Fault">Why it is away or refuses tags, in words; null while all is well.</param>
public sealed record SourceView(string Name, bool Connected, DateTimeOffset Since, string? Fault);

/// <param name="Since">When it was reached or lost.</param>
/// <param name="BacklogEvents">Events that central has not acknowledged.</param>
/// <param name="BacklogSegments">Telemetry segments that central has not acknowledged.</param>
/// <param name="LastAcknowledgedAt">When central last acknowledged; null if never in this run.</param>
/// <param name="Fault">Why it is away or refuses, in words; null while all is well.</param>
public sealed record CentralView(
    bool Connected, DateTimeOffset Since, long BacklogEvents, long BacklogSegments,
    DateTimeOffset? LastAcknowledgedAt, string? Fault);

/// <param name="Planned">A stop with this reason leaves planned time.</param>
public sealed record ReasonView(string Code, string Name, bool Planned);

/// <param name="Id">What <c>UndoReclassification</c> names.</param>
/// <param name="UndoUntil">Until then it can be taken back; null where it was, or is too old.</param>
/// <param name="IsUndone">It was taken back.</param>
public sealed record ReclassificationView(
    Guid Id, string Machine, long Quantity, ReasonView? Reason, DateTimeOffset At, DateTimeOffset? UndoUntil, bool IsUndone);

/// <param name="Offset">Central's clock minus ours.</param>
public sealed record ClockView(TimeSpan Offset, TimeSpan Uncertainty, DateTimeOffset ObservedAt);
