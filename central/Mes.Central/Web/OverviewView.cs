using Mes.Ui.Machines;
using Mes.Ui.Performance;

namespace Mes.Central.Web;

/// <summary>What the overview shows.</summary>
/// <param name="MachinesFound">Machines that the answer speaks of.</param>
/// <param name="Standing">How many of them do not run.</param>
/// <param name="FirstStanding">The name of one of those; null where all run.</param>
/// <param name="Stops">What stands now, the costliest first, then what stood last.</param>
/// <param name="HasFilter">There are so many lines, or it is so asked for, that the filter is shown.</param>
public sealed record OverviewView(
    OverviewQuery Query, int MachinesFound, int Standing, string? FirstStanding, IReadOnlyList<StopView> Stops,
    IReadOnlyList<LineView> Lines, bool HasFilter, int LinesStanding, int LinesListed, int Skipped);

/// <summary>A stop, present or past.</summary>
/// <param name="To">Null while it lasts.</param>
/// <param name="Why">In words; null where nobody has said.</param>
/// <param name="IsAsked">A reason is asked for.</param>
/// <param name="LostParts">Parts that the ideal cycle would have made in the planned time of it; null where unknown.</param>
public sealed record StopView(
    string Href, string Machine, string Line, Domain.Machines.MachineState State, DateTimeOffset From, DateTimeOffset? To,
    string? Why, bool IsAsked, long? LostParts);

/// <summary>A line of the overview.</summary>
/// <param name="Id">For the ids of its parts.</param>
/// <param name="Order">What it makes, by the counts of its last machine; null with no order running.</param>
/// <param name="LastMachine">The name of that machine.</param>
/// <param name="Oee">Of the running shift; null outside shifts.</param>
/// <param name="From">Beginning of the running shift; null outside shifts.</param>
/// <param name="Rows">What each machine did in it.</param>
/// <param name="Causes">What stopped them in it.</param>
public sealed record LineView(
    string Id, string Href, string Name, TileOrder? Order, string LastMachine, OeeView? Oee, string? ShiftName,
    DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<TileView> Tiles, IReadOnlyList<TimelineRow> Rows,
    IReadOnlyList<ParetoCause> Causes);
