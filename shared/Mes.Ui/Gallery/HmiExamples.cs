using Mes.Domain.Machines;
using Mes.Ui.Forms;
using Mes.Ui.Machines;

namespace Mes.Ui.Gallery;

/// <summary>Examples of what the touch pages are made of.</summary>
static class HmiExamples
{
    public static readonly IReadOnlyList<LineTileView> Tiles =
    [
        Tile("Filler", MachineState.Running, 95, note: null),
        Tile("Capper", MachineState.Idle, 4, "No caps"),
        Tile("Labeller", MachineState.Fault, 11, note: null),
        Tile("Packer", MachineState.Maintenance, 31, "Cleaning"),
        Tile("Palletiser", MachineState.NoData, 128, note: null) with { Connected = false },
        Tile("Filler 2", MachineState.Running, 26 * 60, note: null) with { Unassigned = 1_204 },
        new("#", "Wrapper", MachineState.NoData, null, null, Connected: false, Made: 0, Unassigned: 0),
    ];

    public static readonly IReadOnlyList<Reason> Recent = [Some.Reasons[4], Some.Reasons[1]];

    static LineTileView Tile(string name, MachineState state, int minutes, string? note) =>
        new("#", name, state, Some.Time.Now.AddMinutes(-minutes), note, Connected: true, Made: 12_846, Unassigned: 0);
}
