using Mes.Domain.Machines;
using Mes.Domain.Performance;
using Mes.Ui.Machines;

namespace Mes.Central.Machines.Pages;

/// <summary>What a machine's page shows of a stretch of time.</summary>
/// <param name="Href">The page without a time, which is the running shift.</param>
/// <param name="Since">When the present state began; null before the first data.</param>
/// <param name="Note">Reason of the present stop or cause of missing data, in words.</param>
/// <param name="RangeName">A shift's name and day, or null for a time of the reader's choice.</param>
/// <param name="Pieces">States in order; what they leave out of the time that has passed is unknown.</param>
/// <param name="Figures">Null where no planned time lies in the range.</param>
/// <param name="Counts">In order of time.</param>
/// <param name="Shifts">The last ones, newest first.</param>
/// <param name="CaughtUpTo">Everything before is in the figures; null where nothing has come yet.</param>
public sealed record MachineReport(
    string Href, string Name, string Place, MachineState State, DateTimeOffset? Since, string? Note,
    DateTimeOffset From, DateTimeOffset To, string? RangeName,
    IReadOnlyList<StatePiece> Pieces, ReportFigures? Figures, IReadOnlyList<ReportStop> Stops,
    IReadOnlyList<ReportCount> Counts, IReadOnlyList<ReportShift> Shifts, DateTimeOffset? CaughtUpTo);

/// <param name="SpeedLoss">Null where no ideal cycle is known; negative on over-speed.</param>
public sealed record ReportFigures(
    OeeView Oee, ShiftTimes Times, TimeSpan? IdealTimeOfGood, TimeSpan? IdealTimeOfScrap, TimeSpan? SpeedLoss, long Good, long Scrap);

/// <param name="To">Null while it lasts.</param>
/// <param name="Reason">In words; null where none was given.</param>
public sealed record ReportStop(DateTimeOffset From, DateTimeOffset? To, MachineState State, StoppageClass Class, string? Reason);

/// <param name="IsEstimated">The counter was not watched throughout.</param>
public sealed record ReportCount(DateTimeOffset From, DateTimeOffset To, string? Order, long Good, long Scrap, bool IsEstimated);

public sealed record ReportShift(string Name, DateTimeOffset From, DateTimeOffset To, OeeView Oee, long Good, long Scrap);
