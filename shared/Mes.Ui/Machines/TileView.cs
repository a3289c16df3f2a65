using Mes.Domain.Machines;

namespace Mes.Ui.Machines;

/// <summary>What a machine's tile shows.</summary>
/// <param name="Href">The machine's page.</param>
/// <param name="Place">Where it stands: line and site.</param>
/// <param name="Since">When the state began; null before the first data.</param>
/// <param name="Note">Reason of the stop or cause of missing data, in words.</param>
/// <param name="Order">What is being made; null with no order running.</param>
/// <param name="Oee">Of the running shift; null outside any shift.</param>
/// <param name="ShiftName">The running shift.</param>
/// <param name="CaughtUpTo">Everything before is in the figures; null where nothing has come yet.</param>
/// <param name="Waiting">Events that the edge has yet to send.</param>
/// <param name="Recent">What it was doing in the last hours, in order; empty where nothing is known of them.</param>
public sealed record TileView(
    string Href, string Name, string Place, MachineState State, DateTimeOffset? Since, string? Note,
    TileOrder? Order, OeeView? Oee, string? ShiftName, DateTimeOffset? CaughtUpTo, long Waiting, IReadOnlyList<StatePiece> Recent);

/// <param name="Target">Good parts wanted.</param>
/// <param name="Estimated">Of the parts, made while data was missing: when exactly is not known.</param>
public sealed record TileOrder(string Number, string ItemName, long Good, long Scrap, long Target, long Estimated = 0);
