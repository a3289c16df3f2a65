using Mes.Domain.Machines;

namespace Mes.Domain.Performance;

/// <summary>
/// Where time went, from all of it down to the part that made good parts at the ideal pace. Each microsecond is in exactly one
/// class; sums over shifts and machines keep that (M0.11).
/// </summary>
/// <param name="Times">The classes that need no parts.</param>
/// <param name="Fault">Of the downtime, what is a fault's by the newest word for the stop.</param>
/// <param name="Maintenance">Of the downtime, maintenance; the rest of it is idle.</param>
/// <param name="IdealTimeOfGood">Of the running time, what the good parts needed; null where no ideal cycle is known.</param>
/// <param name="IdealTimeOfScrap">Of the running time, what the scrap needed.</param>
/// <param name="SpeedLoss">The rest of the running time; negative on over-speed.</param>
public sealed record TimeLosses(
    ShiftTimes Times, TimeSpan Fault, TimeSpan Maintenance, TimeSpan? IdealTimeOfGood, TimeSpan? IdealTimeOfScrap,
    TimeSpan? SpeedLoss)
{
    public static TimeLosses Zero { get; } =
        new(ShiftTimes.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The rest of the downtime: the machine stood without a fault.</summary>
    public TimeSpan Idle => Times.Downtime - Fault - Maintenance;

    public static TimeLosses Of(ShiftFigures figures) => new(
        figures.Times, DowntimeOf(figures, MachineState.Fault), DowntimeOf(figures, MachineState.Maintenance),
        figures.IdealTimeOfGood, figures.IdealTimeOfScrap, figures.SpeedLoss);

    /// <summary>The sum; what is unknown of one part is unknown of the whole.</summary>
    public static TimeLosses operator +(TimeLosses left, TimeLosses right) => new(
        left.Times + right.Times, left.Fault + right.Fault, left.Maintenance + right.Maintenance,
        left.IdealTimeOfGood + right.IdealTimeOfGood, left.IdealTimeOfScrap + right.IdealTimeOfScrap,
        left.SpeedLoss + right.SpeedLoss);

    public static TimeLosses Add(TimeLosses left, TimeLosses right) => left + right;

    static TimeSpan DowntimeOf(ShiftFigures figures, MachineState state) =>
        figures.StoppageTimes
            .Where(part => part.Stoppage.Class == StoppageClass.Downtime && part.Stoppage.State == state)
            .Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Time);
}
