using Mes.Domain.Machines;

namespace Mes.Ui.Machines;

/// <summary>What a line at a glance shows of one machine.</summary>
/// <param name="Href">Selects it.</param>
/// <param name="Since">When the state began; null before the first data.</param>
/// <param name="Note">Reason of the stop, in words; null where none is known.</param>
/// <param name="Connected">Its source answers.</param>
/// <param name="Made">Parts of the order, good and scrap.</param>
/// <param name="Unassigned">Parts made for no order.</param>
public sealed record LineTileView(
    string Href, string Name, MachineState State, DateTimeOffset? Since, string? Note, bool Connected, long Made,
    long Unassigned);
