using Mes.Central.Web.Pages;
using Mes.Ui.Live;
using Mes.Ui.Machines;
using Mes.Ui.Times;

namespace Mes.Central.Web;

/// <summary>The live parts of the overview: one a machine, and all of them anew when a machine comes or goes.</summary>
static class OverviewFragments
{
    public const string Tiles = "tiles";

    public static string TileId(TileView machine) => "tile" + machine.Href.Replace('/', '-');

    public static IReadOnlyList<Fragment> Of(IReadOnlyList<TileView> machines, SiteTime time) =>
    [
        Fragment.Of<MachineTiles>(Tiles, machines.Select(TileId), new()
        {
            [nameof(MachineTiles.Machines)] = machines,
            [nameof(MachineTiles.Time)] = time,
        }),
        .. machines.Select(machine => Fragment.Of<MachineTile>(TileId(machine), machine, new()
        {
            [nameof(MachineTile.Machine)] = machine,
            [nameof(MachineTile.Time)] = time,
        })),
    ];
}
