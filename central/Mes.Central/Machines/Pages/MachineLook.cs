using Mes.Central.Configuration;
using Mes.Domain.Machines;
using Mes.Ui.Machines;

namespace Mes.Central.Machines.Pages;

/// <summary>What the machines' queries answer, as the shared components show it.</summary>
static class MachineLook
{
    public static IReadOnlyList<TileView> Tiles(IReadOnlyList<MachineOverview> machines, SiteSettings site) =>
        [.. machines.Select(machine => Tile(machine, site))];

    static TileView Tile(MachineOverview machine, SiteSettings site) => new(
        Href(machine.Machine), machine.Name, Place(machine.Machine, site), State(machine.State), machine.Since, Note(machine),
        machine.Order is { } order
            ? new TileOrder(order.Number, order.ItemName, machine.Good, machine.Scrap, order.TargetQuantity, machine.Estimated)
            : null,
        machine.Oee is { } oee ? Oee(oee) : null, machine.Oee?.ShiftName, machine.CaughtUpTo, machine.BacklogEvents,
        [.. machine.Recent.Select(span => new StatePiece(State(span.State), span.From, span.To, span.Reason))]);

    /// <summary>Why it stands, or why nothing is known of it.</summary>
    public static string? Note(MachineOverview machine) => machine.Cause ?? machine.Reason;

    public static OeeView Oee(ShiftOee oee) =>
        new(oee.Value, oee.Availability, oee.Performance, oee.Quality, oee.Coverage, oee.OverSpeed);

    /// <summary>A word that is none of ours says as much as silence.</summary>
    public static MachineState State(string code) => MachineStateCode.TryParse(code, out var state) ? state : MachineState.NoData;

    /// <param name="machine"><c>site/line/machine</c>.</param>
    public static string Href(string machine) => "/machines" + machine[machine.IndexOf('/', StringComparison.Ordinal)..];

    public static string Place(string machine, SiteSettings site) => $"{machine.Split('/')[1]} · {site.Name}";
}
