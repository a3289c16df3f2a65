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
public sealed record TileView(
    string Href, string Name, string Place, MachineState State, DateTimeOffset? Since, string? Note,
    TileOrder? Order, OeeView? Oee, string? ShiftName, DateTimeOffset? CaughtUpTo, long Waiting);

/// <param name="Target">Good parts wanted.</param>
public sealed record TileOrder(string Number, string ItemName, long Good, long Scrap, long Target);
