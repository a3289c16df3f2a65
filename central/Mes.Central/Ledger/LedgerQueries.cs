using Dapper;
using Mes.Contracts.Chain;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>What modules may read of the ledger while they project.</summary>
static class LedgerQueries
{
    const string ClockReadingsSql = """
        select seq, edge_utc, edge_mono_us
        from ledger
        where site = @Site and producer = @Producer and incarnation = @Incarnation and lane = @Lane
          and seq > @After and seq < @Before
          and boot = @Boot
        order by seq
        """;

    const string EventsSql = """
        select epoch, position, ordinal, producer, incarnation, @IncarnationOrdinal as incarnation_ordinal, seq, bytes
        from ledger
        where site = @Site and producer = @Producer and incarnation = @Incarnation and lane = @Lane
          and seq = any(@Seqs)
        order by seq
        """;

    /// <summary>The producer's clocks at its events of one boot with numbers between the two given.</summary>
    public static async Task<IReadOnlyList<ClockReading>> ClockReadingsAsync(
        NpgsqlTransaction transaction, int site, Journal journal, Guid boot, long after, long before,
        CancellationToken cancellation) =>
        (await transaction.Connection!.QueryAsync<ClockReading>(new CommandDefinition(
            ClockReadingsSql,
            new
            {
                Site = site,
                Producer = (long)journal.Producer,
                journal.Incarnation,
                Lane = (short)Lane.Event,
                After = after,
                Before = before,
                Boot = boot,
            },
            transaction, cancellationToken: cancellation))).AsList();

    /// <summary>Events of a journal by their numbers, to be projected again.</summary>
    /// <param name="known">The place that their facts will carry.</param>
    public static async Task<IReadOnlyList<LedgerEvent>> EventsAsync(
        NpgsqlTransaction transaction, Journal journal, long[] seqs, LedgerPlace known, CancellationToken cancellation)
    {
        if (seqs.Length == 0)
        {
            return [];
        }

        var rows = await transaction.Connection!.QueryAsync<StoredEvent>(new CommandDefinition(
            EventsSql,
            new
            {
                known.Site,
                Producer = (long)journal.Producer,
                journal.Incarnation,
                Lane = (short)Lane.Event,
                Seqs = seqs,
                IncarnationOrdinal = journal.Ordinal,
            },
            transaction, cancellationToken: cancellation));
        return [.. rows.Select(row => row.ToLedgerEvent(known))];
    }
}

/// <summary>A producer's clocks at one of its events.</summary>
sealed record ClockReading(long Seq, DateTimeOffset EdgeUtc, long EdgeMonoUs);
