namespace Mes.Domain.Performance;

/// <summary>A shift's parts. Produced is gross (M0.06).</summary>
/// <param name="Good">All good parts.</param>
/// <param name="Scrap">All scrap.</param>
/// <param name="GoodInBase">Good parts made in the time that is the base of OEE.</param>
/// <param name="ScrapInBase">Scrap made in that time.</param>
/// <param name="Estimated">Parts that were counted across a hole: shown, but not in the base, as their time is not.</param>
public sealed record ShiftParts(long Good, long Scrap, long GoodInBase, long ScrapInBase, long Estimated)
{
    public static ShiftParts Zero { get; } = new(0, 0, 0, 0, 0);

    public long Produced => Good + Scrap;

    public static ShiftParts operator +(ShiftParts left, ShiftParts right) => new(
        left.Good + right.Good, left.Scrap + right.Scrap,
        left.GoodInBase + right.GoodInBase, left.ScrapInBase + right.ScrapInBase, left.Estimated + right.Estimated);

    public static ShiftParts Add(ShiftParts left, ShiftParts right) => left + right;
}
