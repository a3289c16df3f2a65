using Dapper;
using Mes.Contracts.Chain;
using Microsoft.Data.Sqlite;

namespace Mes.Edge.Journal;

/// <summary>Reads the journal beside its writer, on a connection of its own; not for two threads at once.</summary>
sealed class JournalReader(SqliteConnection connection, Incarnation incarnation) : IDisposable
{
    const string EventsSql = """
        select seq as Seq, bytes as Bytes, hash as Hash, settled_us as SettledUs, crc as Crc
        from event
        where seq >= @First
        order by seq
        limit @Most
        """;

    /// <summary>
    /// Events from <paramref name="first"/> on, each checked against its checksum, its number and the chain; fewer where
    /// the bytes or a damaged row end them.
    /// </summary>
    /// <param name="previous">Chain hash before the first.</param>
    /// <exception cref="JournalException">The very first one is damaged or missing; it is named.</exception>
    public IReadOnlyList<EventRow> ReadEvents(long first, byte[] previous, int most, int mostBytes)
    {
        var intact = new List<EventRow>();
        var bytes = 0;
        foreach (var row in connection.Query<EventRow>(EventsSql, new { First = first, Most = most }, buffered: false))
        {
            bytes += row.Bytes.Length + 4;
            if (intact.Count > 0 && bytes > mostBytes)
            {
                break;
            }

            var expected = first + intact.Count;
            if (row.Seq != expected || !row.IsIntact || !row.Hash.SequenceEqual(ChainHash.Next(previous, row.Seq, row.Bytes)))
            {
                return intact.Count > 0 ? intact : throw Damaged("event", expected, row.Seq);
            }

            intact.Add(row);
            previous = row.Hash;
        }

        return intact;
    }

    const string HashSql = "select hash from event where seq = @Seq";

    /// <summary>Our chain hash there, the genesis for 0; null where we do not have that event.</summary>
    public byte[]? HashAt(long seq) =>
        seq == 0 ? incarnation.Genesis : connection.QuerySingleOrDefault<byte[]?>(HashSql, new { Seq = seq });

    const string SegmentsSql = """
        select seq as Seq, bytes as Bytes, sha256 as Sha256, crc as Crc
        from segment
        where seq >= @First
        order by seq
        limit @Most
        """;

    /// <summary>Segments from <paramref name="first"/> on, as far as they fit; a damaged one ends them.</summary>
    /// <exception cref="JournalException">The very first one is damaged; it is named.</exception>
    public IReadOnlyList<SegmentRow> ReadSegments(long first, int most, int mostBytes)
    {
        var intact = new List<SegmentRow>();
        var bytes = 0;
        foreach (var row in connection.Query<SegmentRow>(SegmentsSql, new { First = first, Most = most }, buffered: false))
        {
            bytes += row.Bytes.Length + 64;
            if (intact.Count > 0 && bytes > mostBytes)
            {
                break;
            }

            if (!row.IsIntact)
            {
                return intact.Count > 0 ? intact : throw Damaged("segment", row.Seq, row.Seq);
            }

            intact.Add(row);
        }

        return intact;
    }

    public void Dispose() => connection.Dispose();

    static JournalException Damaged(string what, long expected, long found) => new(found == expected
        ? $"The journal is damaged: {what} {expected} does not match its checksum or the chain. It and what follows are not sent."
        : $"The journal is damaged: {what} {expected} is missing, {found} comes next. What follows is not sent.");
}
