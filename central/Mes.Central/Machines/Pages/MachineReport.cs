using Mes.Domain.Machines;
using Mes.Ui.Machines;

namespace Mes.Central.Machines.Pages;

/// <summary>What a machine's page shows of a stretch of time.</summary>
/// <param name="Detail">What happened.</param>
/// <param name="Place">Where it stands: line and site.</param>
/// <param name="Range">The stretch.</param>
public sealed record MachineReport(MachineDetail Detail, string Place, ReportRange Range)
{
    public MachineOverview Now => Detail.Overview;

    /// <summary>The page without a time, which is the running shift.</summary>
    public string Href => MachineLook.Href(Now.Machine);

    /// <summary>Null where no shift has begun in the stretch.</summary>
    public RangeFigures? Figures => Detail.Figures;

    /// <summary>The states, with the reason of a stop or the cause of a gap beside each.</summary>
    public IReadOnlyList<StatePiece> Pieces =>
    [
        .. Detail.Timeline.Select(span =>
            new StatePiece(MachineLook.State(span.State), span.From, span.To, span.Reason ?? CauseOf(span))),
    ];

    string? CauseOf(StateSpan span) => MachineLook.State(span.State) == MachineState.NoData
        ? Detail.Gaps.FirstOrDefault(gap => gap.From < span.To && (gap.To is null || gap.To > span.From))?.Cause
        : null;
}
