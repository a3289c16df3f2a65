using System.Text.Json.Serialization;
using Mes.Domain.Performance;

namespace Mes.Central.Machines;

/// <summary>One line over a stretch of time.</summary>
/// <param name="Overview">As it is now.</param>
/// <param name="From">First instant of the stretch.</param>
/// <param name="To">First instant after it.</param>
/// <param name="Availability">Factors of the line are ratios of the sums over its machines; null where unknown (M0.11).</param>
/// <param name="Oee">Null where no shift has begun in the stretch or too little is known to divide.</param>
/// <param name="Coverage">Known over planned time of all machines.</param>
/// <param name="Good">Good parts at the last machine, the line's counting point (M0.04), within shifts.</param>
/// <param name="Scrap">Scrap there.</param>
/// <param name="Machines">In the order of the flow.</param>
/// <param name="Bottleneck">What held the line back.</param>
public sealed record LineDetail(
    LineOverview Overview, DateTimeOffset From, DateTimeOffset To, decimal? Availability, decimal? Performance, decimal? Quality,
    decimal? Oee, decimal Coverage, long Good, long Scrap, IReadOnlyList<LineMachine> Machines, LineBottleneck Bottleneck)
{
    /// <summary>What the figures above are made from; null where no shift has begun in the stretch.</summary>
    [JsonIgnore] public RangeFigures? Figures { get; init; }
}

/// <summary>A machine's part in its line. Times are of the stretch so far and add up to it.</summary>
/// <param name="Timeline">What it was doing, without holes, in order.</param>
/// <param name="Running">It ran.</param>
/// <param name="Idle">It stood idle for a cause of its own.</param>
/// <param name="Starved">It waited for the machine before it.</param>
/// <param name="Blocked">It waited for the machine after it.</param>
/// <param name="Fault">It was in fault.</param>
/// <param name="Maintenance">It was in maintenance.</param>
/// <param name="NotPlanned">Breaks, planned stops and time outside shifts.</param>
/// <param name="NoData">Nobody knows; in none of the others.</param>
/// <param name="Oee">Null where no shift has begun in the stretch or too little is known to divide.</param>
/// <param name="UnitsPerHour">Good and scrap per hour of planned time that is known; null where there is none.</param>
/// <param name="IdealUnitsPerHour">What its ideal cycle allows; null where none is known.</param>
public sealed record LineMachine(
    string Machine, string Name, IReadOnlyList<StateSpan> Timeline, TimeSpan Running, TimeSpan Idle, TimeSpan Starved,
    TimeSpan Blocked, TimeSpan Fault, TimeSpan Maintenance, TimeSpan NotPlanned, TimeSpan NoData, decimal? Oee,
    decimal? UnitsPerHour, decimal? IdealUnitsPerHour)
{
    [JsonIgnore] public RangeFigures? Figures { get; init; }

    [JsonIgnore] public IReadOnlyList<StoppageOverview> Stops { get; init; } = [];
}

/// <summary>The bottleneck by the active period method of Roser, Nakano and Tanaka (see <see cref="Bottleneck"/>).</summary>
/// <param name="Machine"><c>site/line/machine</c>; null where none stands out.</param>
/// <param name="Known">The time looked at: planned, and known of every machine.</param>
/// <param name="Undecided">Of it, time in which none stood out.</param>
/// <param name="Held">By machine, the time in which it was the momentary bottleneck.</param>
public sealed record LineBottleneck(
    string? Machine, TimeSpan Known, TimeSpan Undecided, IReadOnlyDictionary<string, TimeSpan> Held);
