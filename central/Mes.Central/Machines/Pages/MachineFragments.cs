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
        Part<PresentLine>(Present, report, query, time, new { report.State, report.Since, report.Note, report.CaughtUpTo }),
        Part<StatesCard>(States, report, query, time, new { report.Pieces, report.From, report.To }),
        Part<FiguresCard>(Figures, report, query, time, report.Figures ?? (object)"none"),
        Part<StopsCard>(Stops, report, query, time, report.Stops),
        Part<CountsCard>(Counts, report, query, time, report.Counts),
        Part<ShiftsCard>(Shifts, report, query, time, report.Shifts),
    ];

    static Fragment Part<TComponent>(string id, MachineReport report, PageQuery query, SiteTime time, object content)
        where TComponent : IComponent =>
        Fragment.Of<TComponent>(id, content, new() { ["Report"] = report, ["Query"] = query, ["Time"] = time });
}
