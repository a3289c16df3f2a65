using Mes.Domain.Calendars;

namespace Mes.Domain.Performance;

/// <summary>All that a machine's figures of one shift are made from. The order within the lists means nothing.</summary>
/// <param name="Span">The shift.</param>
/// <param name="Breaks">Its planned breaks.</param>
/// <param name="Now">When the figures are asked for.</param>
/// <param name="KnownThrough">Before this instant nothing is missing (complete_through); after it there are no data yet.</param>
/// <param name="States">
/// The machine's states: from the one in force when the shift began, or, where that is a stop, from the stop's beginning, to the
/// first one after the shift that ends a stop, so that a stop's whole length decides its class.
/// </param>
/// <param name="Counts">Parts counted; those of other shifts are passed over.</param>
/// <param name="IdealCycle">Ideal time for one part; null where unknown.</param>
/// <param name="MicroStopLimit">A shorter stop is a performance loss, not downtime.</param>
public sealed record ShiftFacts(
    TimeSpanUtc Span, IReadOnlyList<TimeSpanUtc> Breaks, DateTimeOffset Now, DateTimeOffset KnownThrough,
    IReadOnlyList<StateSince> States, IReadOnlyList<CountSpan> Counts, TimeSpan? IdealCycle, TimeSpan MicroStopLimit);
