using Mes.Ui.Live;
using Mes.Ui.Times;
using Microsoft.AspNetCore.Components;

namespace Mes.Central.Machines.Pages;

/// <summary>The live parts of a machine's page.</summary>
static class MachineFragments
{
    public const string Present = "present";
    public const string States = "states";
    public const string Figures = "figures";
    public const string Stops = "stops";
    public const string Counts = "counts";
    public const string Shifts = "shifts";

    public static IReadOnlyList<Fragment> Of(MachineReport report, PageQuery query, SiteTime time) =>
    [
        Part<PresentLine>(Present, report, query, time, new { report.Now.State, report.Now.Since, report.Now.CaughtUpTo, report.Now.BacklogEvents }),
        Part<StatesCard>(States, report, query, time, new { report.Detail.Timeline, report.Range }),
        Part<FiguresCard>(Figures, report, query, time, new { report.Oee, report.Losses }),
        Part<StopsCard>(Stops, report, query, time, report.Detail.Stoppages),
        Part<CountsCard>(Counts, report, query, time, report.Detail.Counts),
        Part<ShiftsCard>(Shifts, report, query, time, report.Detail.Shifts),
    ];

    static Fragment Part<TComponent>(string id, MachineReport report, PageQuery query, SiteTime time, object content)
        where TComponent : IComponent =>
        Fragment.Of<TComponent>(id, content, new() { ["Report"] = report, ["Query"] = query, ["Time"] = time });
}
