using Mes.Edge.Hmi.Pages;
using Mes.Ui.Live;

namespace Mes.Edge.Hmi;

/// <summary>The parts of the home page that live, by the id of the element each one fills.</summary>
static class HmiFragments
{
    public const string Links = "links";
    public const string Notices = "notices";
    public const string Line = "line";
    public const string Job = "job";
    public const string Acts = "acts";
    public const string State = "state";
    public const string Stop = "stop";
    public const string StopSheet = "stop-sheet-body";
    public const string ScrapSheet = "scrap-sheet-body";
    public const string OrderSheet = "order-sheet-body";
    public const string AssignSheet = "assign-sheet-body";
    public const string EntriesSheet = "entries-sheet-body";

    /// <summary>All of them; the scrap sheet is not among them, as nothing in it lives.</summary>
    public static IReadOnlyList<Fragment> Of(HmiScreen screen)
    {
        var (view, machine) = (screen.View, screen.Machine);
        var orders = new { view.Order, view.Startable };
        var acts = new
        {
            screen.Undoable,
            screen.CanScrap,
            machine.Unassigned,
            Stretches = screen.Unassigned.Count,
            Entries = screen.Entries.Count,
        };
        var stop = new { machine.Stoppage, machine.StoppageReason, view.StopReasons, view.Recent };
        return
        [
            Part<LinkLights>(Links, screen, new { view.Sources, view.Central.Connected, view.Central.Since }),
            Part<Notices>(Notices, screen, new { view.Sources, view.Central, view.JournalFault }),
            Part<LineTiles>(Line, screen, screen.Tiles),
            Part<JobPanel>(Job, screen, new { orders, screen.Last.Good, screen.Last.Scrap }),
            Part<ActsPanel>(Acts, screen, acts),
            Part<MachinePanel>(State, screen, new { machine, screen.Source }),
            Part<StopPanel>(Stop, screen, stop),
            Part<StopReasons>(StopSheet, screen, stop),
            Part<OrderEntry>(OrderSheet, screen, orders),
            Part<AssignEntry>(AssignSheet, screen, new { screen.Unassigned, orders }),
            Part<LastEntries>(EntriesSheet, screen, screen.Entries),
        ];
    }

    static Fragment Part<TComponent>(string id, HmiScreen screen, object content)
        where TComponent : Microsoft.AspNetCore.Components.IComponent =>
        Fragment.Of<TComponent>(id, content, new() { ["Screen"] = screen });
}
