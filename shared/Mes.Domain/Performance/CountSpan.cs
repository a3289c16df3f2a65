namespace Mes.Domain.Performance;

/// <summary>
/// Parts counted in [From, To). All of them belong to the shift in which it ends, as only then are they known. A person's
/// reclassification is a span of no length, good and scrap cancelling out.
/// </summary>
/// <param name="Good">Good parts; negative where a reclassification takes some away.</param>
/// <param name="Scrap">Scrap parts.</param>
/// <param name="IsEstimated">The counter was not watched throughout: the number may be short and its times are unknown.</param>
public sealed record CountSpan(DateTimeOffset From, DateTimeOffset To, long Good, long Scrap, bool IsEstimated = false)
{
    static readonly TimeSpan Resolution = TimeSpan.FromMicroseconds(1);

    /// <summary>The last instant of the span: what decides where it belongs.</summary>
    internal DateTimeOffset At => To > From ? To - Resolution : From;

    internal bool IsReclassification => To <= From;
}
