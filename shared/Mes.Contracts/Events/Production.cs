namespace Mes.Contracts.Events;

/// <summary>A debounced transition, dated at its first edge by <see cref="EventTimes.Source"/> (L12).</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="State">RUNNING, IDLE, FAULT or MAINTENANCE; a machine without data has a gap instead.</param>
/// <param name="Raw">The source's own value, as text.</param>
public sealed record MachineStateChanged(string Machine, string State, string Raw) : EventBody;

/// <summary>Parts that a counter counted in [From, To) (L14).</summary>
/// <param name="Tag">The counter's tag.</param>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="CounterEpoch">
/// Goes up by one each time the counter starts over; readings of two epochs are never compared.
/// </param>
/// <param name="ReadingBefore">Raw counter at the start of the interval.</param>
/// <param name="ReadingAfter">Raw counter at its end.</param>
/// <param name="Quantity">Parts in between; differs from the plain difference only where the counter rolled over.</param>
/// <param name="From">First instant covered.</param>
/// <param name="To">First instant no longer covered.</param>
/// <param name="Estimated">The counter was not watched throughout: the number may be short and its times are unknown.</param>
public sealed record PartsCounted(
    long Tag, string Machine, int CounterEpoch, long ReadingBefore, long ReadingAfter, long Quantity,
    DateTimeOffset From, DateTimeOffset To, bool Estimated) : EventBody;

/// <summary>A person moved parts from one outcome to another (M0.04).</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="FromOutcome">GOOD, SCRAP, REWORK or HELD.</param>
/// <param name="ToOutcome">Where they went.</param>
/// <param name="Quantity">How many; at least one.</param>
/// <param name="Reason">Reason code; null where the act undoes an earlier one.</param>
/// <param name="Undoes">The earlier reclassification that this one takes back.</param>
public sealed record QuantityReclassified(
    string Machine, string FromOutcome, string ToOutcome, long Quantity, string? Reason, Guid? Undoes) : EventBody;

/// <summary>A person named the cause of a stop. A later one for the same stop replaces it.</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Stoppage">The <see cref="MachineStateChanged"/> that began the stop.</param>
/// <param name="Reason">Reason code.</param>
public sealed record StoppageReasonGiven(string Machine, Guid Stoppage, string Reason) : EventBody;

/// <summary>Work on an order began on a line; what is counted from then on belongs to it (L8).</summary>
/// <param name="Line"><c>site/line</c>.</param>
/// <param name="Order">The owner's order number.</param>
/// <param name="Item">The owner's item code.</param>
/// <param name="ItemName">What people call it.</param>
/// <param name="TargetQuantity">Good parts wanted.</param>
public sealed record OrderRunStarted(string Line, string Order, string Item, string ItemName, long TargetQuantity) : EventBody;

/// <summary>Work on an order ended or was interrupted.</summary>
/// <param name="Run">The <see cref="OrderRunStarted"/> it ends.</param>
public sealed record OrderRunEnded(Guid Run) : EventBody;

/// <summary>
/// A person said which order parts were made for (M0.05). It wins over the order that ran then; the latest one for a part counts
/// (L8).
/// </summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="From">By the clock that dated the counts: of the counts that begin here or later …</param>
/// <param name="To">… and before this instant.</param>
/// <param name="Order">The owner's order number; null where the act undoes an earlier one.</param>
/// <param name="Item">The owner's item code; null with no order.</param>
/// <param name="Undoes">The earlier assignment that this one takes back.</param>
public sealed record PartsAssigned(
    string Machine, DateTimeOffset From, DateTimeOffset To, string? Order, string? Item, Guid? Undoes) : EventBody;

/// <summary>From here on nothing is known of these machines (L15).</summary>
/// <param name="Source">Name of the source that fell silent.</param>
/// <param name="Machines">The machines it tells about.</param>
/// <param name="From">First instant without data.</param>
/// <param name="Cause">In words for a person.</param>
public sealed record GapOpened(string Source, IReadOnlyList<string> Machines, DateTimeOffset From, string Cause) : EventBody;

/// <summary>Data are complete again from <paramref name="To"/> on.</summary>
/// <param name="Opened">The <see cref="GapOpened"/> it closes.</param>
/// <param name="Source">As when it opened.</param>
/// <param name="Machines">As when it opened.</param>
/// <param name="From">As when it opened.</param>
/// <param name="To">First instant with data again.</param>
/// <param name="Cause">As when it opened.</param>
public sealed record GapClosed(
    Guid Opened, string Source, IReadOnlyList<string> Machines, DateTimeOffset From, DateTimeOffset To, string Cause) : EventBody;

/// <summary>Binds a run of telemetry segments into the event chain (L20).</summary>
/// <param name="First">First segment covered.</param>
/// <param name="Last">Last segment covered.</param>
/// <param name="Root">SHA-256 over the segment hashes in order, lower-case hex.</param>
public sealed record TelemetryAnchored(long First, long Last, string Root) : EventBody;
