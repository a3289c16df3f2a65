namespace Mes.Domain.Machines;

/// <summary>What is known of a machine's counter, and what it has counted since the last output.</summary>
/// <param name="Epoch">Goes up by one each time the counter starts over.</param>
/// <param name="Reading">The last one; null before the first.</param>
/// <param name="ReadAt">When the counter last showed it for certain: at its reading or, unwatched, when the watch ended.</param>
/// <param name="Watched">False from a loss until the next reading: what is counted in between is estimated.</param>
/// <param name="CountedFrom">Where the next output begins.</param>
/// <param name="ReadingBefore">The reading there.</param>
/// <param name="Quantity">Parts since then.</param>
/// <param name="FirstPartAt">When the first of them was seen; null without any.</param>
/// <param name="Estimated">Some of them were not watched, or the counter jumped.</param>
/// <param name="Splits">Instants to come at which the count is to be closed, in the order in which they were asked for.</param>
public sealed record CounterProgress(
    int Epoch, long? Reading, DateTimeOffset ReadAt, bool Watched,
    DateTimeOffset CountedFrom, long ReadingBefore, long Quantity, DateTimeOffset? FirstPartAt, bool Estimated,
    IReadOnlyList<DateTimeOffset>? Splits = null)
{
    public static CounterProgress Start { get; } = new(
        Epoch: 0, Reading: null, DateTimeOffset.MinValue, Watched: false,
        DateTimeOffset.MinValue, ReadingBefore: 0, Quantity: 0, FirstPartAt: null, Estimated: false);
}
