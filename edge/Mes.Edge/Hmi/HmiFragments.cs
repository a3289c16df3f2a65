using Mes.Edge.Hmi.Pages;
using Mes.Ui.Live;

namespace Mes.Edge.Hmi;

/// <summary>The parts of the home page that live, by the id of the element each one fills.</summary>
static class HmiFragments
{
    public const string Links = "links";
    public const string Notices = "notices";
    public const string Job = "job";
    public const string Acts = "acts";
    public const string State = "state";
    public const string Stop = "stop";
    public const string StopSheet = "stop-sheet-body";
    public const string ScrapSheet = "scrap-sheet-body";

    /// <summary>All of them; the scrap sheet is not among them, as nothing in it lives.</summary>
    public static IReadOnlyList<Fragment> Of(HmiScreen screen)
    {
        var (view, machine) = (screen.View, screen.Machine);
        var stop = new { machine.Stoppage, machine.StoppageReason, view.StopReasons };
        return
        [
            Part<LinkLights>(Links, screen, new { view.Sources, view.Central.Connected, view.Central.Since }),
            Part<Notices>(Notices, screen, new { view.Sources, view.Central, view.JournalFault }),
            Part<JobPanel>(Job, screen, new { view.Order, machine.Good, machine.Scrap }),
            Part<ActsPanel>(Acts, screen, new { screen.Undoable, HasOrder = view.Order is not null }),
            Part<StatePanel>(State, screen, new { machine.State, machine.Since, machine.Cause }),
            Part<StopPanel>(Stop, screen, stop),
            Part<StopReasons>(StopSheet, screen, stop),
        ];
    }

    static Fragment Part<TComponent>(string id, HmiScreen screen, object content)
        where TComponent : Microsoft.AspNetCore.Components.IComponent =>
        Fragment.Of<TComponent>(id, content, new() { ["Screen"] = screen });
}
