using Mes.Domain.Machines;
using Mes.Domain.Performance;
using Mes.Ui.Machines;
using Mes.Ui.Performance;
using Microsoft.Extensions.Localization;

namespace Mes.Central.Machines.Pages;

/// <summary>What the machines' queries answer, as the shared components show it.</summary>
static class MachineLook
{
    /// <param name="place">Where it stands.</param>
    public static TileView Tile(MachineOverview machine, string place, IStringLocalizer words) => new(
        Href(machine.Machine), machine.Name, place, State(machine.State), machine.Since, Note(machine, words),
        machine.Order is { } order
            ? new TileOrder(order.Number, order.ItemName, machine.Good, machine.Scrap, order.TargetQuantity, machine.Estimated)
            : null,
        machine.Oee is { } oee ? Oee(oee) : null, machine.Oee?.ShiftName, machine.CaughtUpTo, machine.BacklogEvents, []);

    /// <summary>Why it stands, or why nothing is known of it.</summary>
    public static string? Note(MachineOverview machine, IStringLocalizer words) => machine.Cause switch
    {
        PresentFacts.NothingCame => words["NothingCame"],
        PresentFacts.Silence => words["Silence"],
        var told => told ?? machine.Reason,
    };

    public static OeeView Oee(ShiftOee oee) =>
        new(oee.Value, oee.Availability, oee.Performance, oee.Quality, oee.Coverage, oee.OverSpeed);

    public static OeeView Oee(RangeFigures figures)
    {
        var oee = figures.Oee;
        return new OeeView(oee.Value, oee.Availability, oee.Performance, oee.Quality, figures.Coverage, oee.IsOverSpeed);
    }

    /// <summary>A word that is none of ours says as much as silence.</summary>
    public static MachineState State(string code) => MachineStateCode.TryParse(code, out var state) ? state : MachineState.NoData;

    public static IReadOnlyList<StatePiece> Pieces(IReadOnlyList<StateSpan> spans) =>
        [.. spans.Select(span => new StatePiece(State(span.State), span.From, span.To, span.Reason))];

    /// <param name="machine"><c>site/line/machine</c>.</param>
    public static string Href(string machine) => "/machines" + machine[machine.IndexOf('/', StringComparison.Ordinal)..];

    /// <param name="line"><c>site/line</c>.</param>
    public static string LineHref(string line) => "/lines" + line[line.IndexOf('/', StringComparison.Ordinal)..];

    /// <summary>What stops cost, by reason; planned stops are no loss and are left out.</summary>
    /// <param name="names">Codes of reasons with their names.</param>
    /// <param name="href">Leads to the stops of one cause; null where nothing can be chosen.</param>
    public static IReadOnlyList<ParetoCause> Causes(
        IEnumerable<StoppageTime> stops, IReadOnlyDictionary<string, string> names, IStringLocalizer words,
        PageQuery query, Func<PageQuery, string>? href)
    {
        var lost = stops.Where(stop => stop.Stoppage.Class != StoppageClass.PlannedStop);
        return [.. lost.GroupBy(stop => FilterOf(stop.Stoppage)).Select(cause =>
        {
            var (stopClass, reason) = cause.Key;
            var kind = stopClass is not null ? ParetoKind.NotAsked
                : reason == PageQuery.Unassigned ? ParetoKind.Unassigned : ParetoKind.Given;
            var isChosen = query.Reason == reason && query.Stops == stopClass;
            var chosen = isChosen
                ? query with { Reason = null, Stops = null, Page = null }
                : query with { Reason = reason, Stops = stopClass, Page = null };
            var name = kind switch
            {
                ParetoKind.NotAsked => words["MicroStops"].Value,
                ParetoKind.Unassigned => words["NoReasonYet"].Value,
                _ => names.GetValueOrDefault(reason!, reason!),
            };
            return new ParetoCause(
                name, cause.Aggregate(TimeSpan.Zero, (sum, stop) => sum + stop.Time), cause.Count(), href?.Invoke(chosen), kind,
                isChosen);
        })];
    }

    public static IReadOnlyDictionary<string, string> NamesOf(IEnumerable<StoppageOverview> stops) =>
        stops.Where(stop => stop.Reason is not null).DistinctBy(stop => stop.Reason)
            .ToDictionary(stop => stop.Reason!, stop => stop.ReasonName ?? stop.Reason!);

    // Micro-stops are one cause, whatever was said of some of them: nobody is asked.
    static (string? Class, string? Reason) FilterOf(Stoppage stop) => stop.Class == StoppageClass.MicroStop
        ? (StoppageClassCode.Of(StoppageClass.MicroStop), null)
        : (null, stop.Reason ?? PageQuery.Unassigned);
}
