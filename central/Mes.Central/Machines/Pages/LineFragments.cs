using Mes.Ui.Live;
using Mes.Ui.Machines;
using Mes.Ui.Times;
using Microsoft.AspNetCore.Components;

namespace Mes.Central.Machines.Pages;

/// <summary>The live parts of a line's page.</summary>
static class LineFragments
{
    public const string Answer = "answer";
    public const string States = "states";
    public const string Machines = "machines";
    public const string Figures = "figures";
    public const string Causes = "causes";

    public static IReadOnlyList<Fragment> Of(LineReport report, PageQuery query, SiteTime time)
    {
        var detail = report.Detail;
        var shares = detail.Machines.Select(machine => machine with { Timeline = [] });
        return
        [
            Part<LineAnswer>(
                Answer, report, query, time,
                new { detail.Bottleneck, report.Now.Order, report.Now.Good, report.Now.Scrap, detail.Oee, detail.Coverage }),
            Part<LineStatesCard>(States, report, query, time, StatesDrawn(report, time)),
            Part<LineMachinesCard>(Machines, report, query, time, new { shares, detail.Bottleneck }),
            Part<LineFiguresCard>(Figures, report, query, time, new { detail.Figures?.Terms, detail.Figures?.Losses }),
            Part<LineCausesCard>(Causes, report, query, time, new { detail.Figures?.Stops }),
        ];
    }

    // The newest states grow all the time; they are drawn anew when they have grown by a thousandth of the line.
    static object StatesDrawn(LineReport report, SiteTime time)
    {
        var scale = new TimelineScale(report.Range.From, report.Range.To);
        return new
        {
            report.Range,
            States = report.Detail.Machines.Select(machine =>
                machine.Timeline.Select(span => new { span.State, span.From, span.Reason })),
            Grown = (int)(scale.Fraction(time.Now) * 1000m),
        };
    }

    static Fragment Part<TComponent>(string id, LineReport report, PageQuery query, SiteTime time, object content)
        where TComponent : IComponent =>
        Fragment.Of<TComponent>(id, content, new() { ["Report"] = report, ["Query"] = query, ["Time"] = time });
}
