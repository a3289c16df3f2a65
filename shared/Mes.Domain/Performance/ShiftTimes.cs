namespace Mes.Domain.Performance;

/// <summary>A shift's time by class; each microsecond is in exactly one (M0.11).</summary>
/// <param name="NotPlanned">Breaks.</param>
/// <param name="PlannedStop">Stops whose reason is of a planned class.</param>
/// <param name="NoData">Neither run nor downtime: nobody knows.</param>
/// <param name="Downtime">Stops at or above the micro-stop limit.</param>
/// <param name="MicroStop">
/// Shorter stops. They count as run time for availability and so lower performance: nobody is asked for their reason, and what
/// has
/// no reason cannot be managed as downtime (M0.01).
/// </param>
/// <param name="Running">The machine ran.</param>
public sealed record ShiftTimes(
    TimeSpan NotPlanned, TimeSpan PlannedStop, TimeSpan NoData, TimeSpan Downtime, TimeSpan MicroStop, TimeSpan Running)
{
    public static ShiftTimes Zero { get; } =
        new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>All of it.</summary>
    public TimeSpan Elapsed => NotPlanned + PlannedStop + NoData + Downtime + MicroStop + Running;

    /// <summary>Time meant for production.</summary>
    public TimeSpan Planned => NoData + Known;

    /// <summary>Planned time about which anything is known: the base of OEE.</summary>
    public TimeSpan Known => Downtime + MicroStop + Running;

    /// <summary>
    /// Known over planned time; null where none was planned. Below 1 figures are flagged, below 0.9 hatched (M0.02).
    /// </summary>
    public decimal? Coverage => Planned > TimeSpan.Zero ? (decimal)Known.Ticks / Planned.Ticks : null;

    public static ShiftTimes operator +(ShiftTimes left, ShiftTimes right) => new(
        left.NotPlanned + right.NotPlanned, left.PlannedStop + right.PlannedStop, left.NoData + right.NoData,
        left.Downtime + right.Downtime, left.MicroStop + right.MicroStop, left.Running + right.Running);

    public static ShiftTimes Add(ShiftTimes left, ShiftTimes right) => left + right;
}
