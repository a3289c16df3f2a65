namespace Mes.Domain.Performance;

/// <summary>
/// The sums that OEE is a ratio of, all in one unit of time. Terms of several machines or shifts are added and then divided: a
/// mean of ratios would weigh an idle hour as much as a busy one (M0.11). Parts enter as ideal time, so that machines of
/// different pace add up and A × P × Q stays the good ideal time over the planned time.
/// </summary>
/// <param name="PlannedTime">Planned time about which anything is known.</param>
/// <param name="RunTime">Planned time less downtime; micro-stops are part of it.</param>
/// <param name="IdealTime">Ideal cycle × all parts; null where no ideal cycle is known.</param>
/// <param name="GoodIdealTime">Ideal cycle × good parts; null where no ideal cycle is known.</param>
/// <param name="Produced">Good and scrap.</param>
/// <param name="Good">Good parts.</param>
public sealed record OeeTerms(
    decimal PlannedTime, decimal RunTime, decimal? IdealTime, decimal? GoodIdealTime, decimal Produced, decimal Good)
{
    public static OeeTerms Zero { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>
    /// Terms of one machine. Run time is never negative, even where more downtime than planned time is claimed (M4.05).
    /// </summary>
    public static OeeTerms Of(decimal plannedTime, decimal downtime, decimal? idealCycle, decimal produced, decimal good) =>
        new(plannedTime, Math.Max(0, plannedTime - downtime), idealCycle * produced, idealCycle * good, produced, good);

    /// <summary>The sum; unknown ideal time of one part makes that of the whole unknown.</summary>
    public static OeeTerms operator +(OeeTerms left, OeeTerms right) => new(
        left.PlannedTime + right.PlannedTime, left.RunTime + right.RunTime,
        left.IdealTime + right.IdealTime, left.GoodIdealTime + right.GoodIdealTime,
        left.Produced + right.Produced, left.Good + right.Good);

    public static OeeTerms Add(OeeTerms left, OeeTerms right) => left + right;
}
