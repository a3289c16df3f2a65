using System.Text.Json.Serialization;

namespace Mes.Central.Machines;

/// <summary>One machine over a stretch of time.</summary>
/// <param name="Overview">As it is now.</param>
/// <param name="Timeline">What it was doing, without holes, in order.</param>
/// <param name="Stoppages">Stops that share any time with the stretch, whole, in order.</param>
/// <param name="Counts">Parts by time; buckets without parts are left out.</param>
/// <param name="Shifts">The newest closed shifts, newest first.</param>
/// <param name="Gaps">Stretches without data, in order.</param>
/// <param name="Figures">What became of the time so far; null where no shift has begun in it.</param>
public sealed record MachineDetail(
    MachineOverview Overview, IReadOnlyList<StateSpan> Timeline, IReadOnlyList<StoppageOverview> Stoppages,
    IReadOnlyList<CountBucket> Counts, IReadOnlyList<ShiftOee> Shifts, IReadOnlyList<GapOverview> Gaps,
    [property: JsonIgnore] RangeFigures? Figures)
{
    /// <summary>Of the parts, made for no order (M0.05).</summary>
    public long Unassigned { get; init; }
}

/// <summary>[From, To) in one state.</summary>
/// <param name="Reason">The name of the reason given for a stop; null where none is.</param>
public sealed record StateSpan(DateTimeOffset From, DateTimeOffset To, string State, string? Reason);

/// <param name="Id">The event that began it.</param>
/// <param name="From">First instant of it.</param>
/// <param name="To">First instant after it; null while no end is known.</param>
/// <param name="State">The newest word for it.</param>
/// <param name="Class">MICRO_STOP, DOWNTIME or PLANNED_STOP.</param>
/// <param name="Reason">Code of the reason given; null where none is.</param>
/// <param name="ReasonName">What people call it.</param>
public sealed record StoppageOverview(
    Guid Id, DateTimeOffset From, DateTimeOffset? To, string State, string Class, string? Reason, string? ReasonName);

/// <summary>Parts in [From, To).</summary>
/// <param name="Estimated">Of these, made while data was missing: when exactly is not known.</param>
public sealed record CountBucket(DateTimeOffset From, DateTimeOffset To, long Good, long Scrap, long Estimated);

/// <summary>Nothing is known of [From, To); To is null while it lasts.</summary>
public sealed record GapOverview(DateTimeOffset From, DateTimeOffset? To, string Cause);
