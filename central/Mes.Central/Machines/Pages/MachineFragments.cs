using Mes.Ui.Live;
using Mes.Ui.Machines;
using Mes.Ui.Times;
using Microsoft.AspNetCore.Components;

namespace Mes.Central.Machines.Pages;

/// <summary>The live parts of a machine's page.</summary>
static class MachineFragments
{
    public const string Present = "present";
    public const string States = "states";
    public const string Figures = "figures";
    public const string Causes = "causes";
    public const string Stops = "stops";
    public const string Counts = "counts";
    public const string Shifts = "shifts";

    public static IReadOnlyList<Fragment> Of(MachineReport report, PageQuery query, SiteTime time) =>
    [
        Part<PresentLine>(
            Present, report, query, time,
            new
            {
                report.Now.State,
                report.Now.Since,
                report.Now.Reason,
                report.Now.Cause,
                report.Now.CaughtUpTo,
                report.Now.BacklogEvents,
            }),
        Part<StatesCard>(States, report, query, time, StatesDrawn(report, time)),
        Part<FiguresCard>(Figures, report, query, time, Shown(report.Figures)),
        Part<CausesCard>(Causes, report, query, time, new { report.Figures?.Stops, report.Detail.Stoppages }),
        Part<StopsCard>(Stops, report, query, time, report.Detail.Stoppages),
        Part<CountsCard>(Counts, report, query, time, report.Detail.Counts),
        Part<ShiftsCard>(Shifts, report, query, time, report.Detail.Shifts),
    ];

    // Without the stops, which another card shows.
    static object Shown(RangeFigures? figures) => new { figures?.Terms, figures?.Losses, figures?.Parts };

    // The newest state grows all the time; it is drawn anew when it has grown by a thousandth of the line.
    static object StatesDrawn(MachineReport report, SiteTime time)
    {
        var scale = new TimelineScale(report.Range.From, report.Range.To);
        return new
        {
            report.Range,
            States = report.Detail.Timeline.Select(span => new { span.State, span.From, span.Reason }),
            Grown = (int)(scale.Fraction(time.Now) * 1000m),
        };
    }

    static Fragment Part<TComponent>(string id, MachineReport report, PageQuery query, SiteTime time, object content)
        where TComponent : IComponent =>
        Fragment.Of<TComponent>(id, content, new() { ["Report"] = report, ["Query"] = query, ["Time"] = time });
}
