using Mes.Domain.Performance;
using Mes.Ui.Machines;

namespace Mes.Central.Machines.Pages;

/// <summary>What a machine's page shows of a stretch of time.</summary>
/// <param name="Detail">What happened.</param>
/// <param name="Place">Where it stands: line and site.</param>
/// <param name="Range">The stretch.</param>
/// <param name="Oee">Null where the stretch is no shift: OEE is figured by shifts.</param>
/// <param name="Losses">Where the time went; null where the stretch is no shift.</param>
public sealed record MachineReport(MachineDetail Detail, string Place, ReportRange Range, ShiftOee? Oee, ReportLosses? Losses)
{
    public MachineOverview Now => Detail.Overview;

    /// <summary>The page without a time, which is the running shift.</summary>
    public string Href => MachineLook.Href(Now.Machine);

    public static MachineReport Of(MachineDetail detail, string place, ReportRange range) => new(
        detail, place, range,
        detail.Shifts.Prepend(detail.Overview.Oee).FirstOrDefault(oee => oee?.From == range.From && oee.To == range.To),
        ReportLosses.Of(detail.Figures));

    /// <summary>The states, with the reason of a stop or the cause of a gap beside each.</summary>
    public IReadOnlyList<StatePiece> Pieces =>
    [
        .. Detail.Timeline.Select(span =>
            new StatePiece(MachineLook.State(span.State), span.From, span.To, span.Reason ?? CauseOf(span))),
    ];

    string? CauseOf(StateSpan span) =>
        Detail.Gaps.FirstOrDefault(gap => gap.From < span.To && (gap.To is null || gap.To > span.From)) is { } gap
            && MachineLook.State(span.State) == Domain.Machines.MachineState.NoData ? gap.Cause : null;
}

/// <summary>Where the time of a shift went, so far as it has come.</summary>
/// <param name="SpeedLoss">Null where no ideal cycle is known; negative on over-speed.</param>
public sealed record ReportLosses(ShiftTimes Times, TimeSpan? IdealTimeOfGood, TimeSpan? IdealTimeOfScrap, TimeSpan? SpeedLoss)
{
    public static ReportLosses? Of(ShiftFigures? figures) => figures is null
        ? null
        : new(figures.Times, figures.IdealTimeOfGood, figures.IdealTimeOfScrap, figures.SpeedLoss);
}
