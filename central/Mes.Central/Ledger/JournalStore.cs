using Dapper;
using Mes.Contracts.Chain;
using Mes.Contracts.Replication;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>The journals of producers and how far each is held.</summary>
static class JournalStore
{
    // One opener of a producer's journals at a time: the next ordinal is counted from the rows.
    const string LockSql = "select pg_advisory_xact_lock(hashtext('incarnation'), @Producer::int)";

    const string OpenSql = """
        insert into incarnation (site, producer, incarnation, ordinal, previous, program, opened_at)
        select @Site, @Producer, @Incarnation, coalesce(max(ordinal), 0) + 1, @Previous, @Program, @At
        from incarnation
        where site = @Site and producer = @Producer
        on conflict (site, producer, incarnation) do nothing
        """;

    // Nothing is complete in a journal before its first batch: the first instant of time says so.
    const string EventWatermarkSql = """
        insert into event_watermark (site, producer, incarnation, seq, hash, complete_through)
        values (@Site, @Producer, @Incarnation, 0, @Genesis, 'epoch')
        on conflict do nothing
        """;

    const string TelemetryWatermarkSql = """
        insert into telemetry_watermark (site, producer, incarnation, held, complete_through)
        values (@Site, @Producer, @Incarnation, '{}', 'epoch')
        on conflict do nothing
        """;

    const string FindSql = """
        select i.ordinal, w.seq, w.hash
        from incarnation i
        join event_watermark w using (site, producer, incarnation)
        where (i.site, i.producer, i.incarnation) = (@Site, @Producer, @Incarnation)
        """;

    const string HeldRangesSql = """
        select lower(r) as first, upper(r) - 1 as last
        from telemetry_watermark w, unnest(w.held) r
        where (w.site, w.producer, w.incarnation) = (@Site, @Producer, @Incarnation)
        order by 1
        """;

    // 0 rows: the batch does not follow what is held. Never an upsert, which would take any batch for the first (L19).
    const string AdvanceSql = """
        update event_watermark
        set seq = @Last,
            hash = @LastHash,
            complete_through = greatest(complete_through, @CompleteThrough)
        where (site, producer, incarnation) = (@Site, @Producer, @Incarnation)
          and seq = @First - 1
          and hash = @PreviousHash
        """;

    const string HashAtSql = """
        select hash
        from ledger
        where (site, producer, incarnation, lane, seq) = (@Site, @Producer, @Incarnation, @Lane, @Seq)
        """;

    /// <summary>Makes the rows of a journal; one that is open already keeps them.</summary>
    public static async Task OpenAsync(
        NpgsqlTransaction transaction, JournalToOpen journal, byte[] publicKey, CancellationToken cancellation)
    {
        var genesis = ChainHash.Genesis((uint)journal.Producer, journal.Incarnation, Lane.Event, publicKey);
        var arguments = new
        {
            journal.Site,
            journal.Producer,
            journal.Incarnation,
            journal.Previous,
            journal.Program,
            journal.At,
            Genesis = genesis,
        };
        foreach (var sql in new[] { LockSql, OpenSql, EventWatermarkSql, TelemetryWatermarkSql })
        {
            await transaction.Connection!.ExecuteAsync(
                new CommandDefinition(sql, arguments, transaction, cancellationToken: cancellation));
        }
    }

    public static Task<JournalState?> FindAsync(
        NpgsqlTransaction transaction, int site, uint producer, Guid incarnation, CancellationToken cancellation) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<JournalState>(new CommandDefinition(
            FindSql, new { Site = site, Producer = (long)producer, Incarnation = incarnation }, transaction,
            cancellationToken: cancellation));

    public static async Task<IReadOnlyList<HeldRange>> HeldRangesAsync(
        NpgsqlTransaction transaction, int site, uint producer, Guid incarnation, CancellationToken cancellation) =>
        (await transaction.Connection!.QueryAsync<HeldRange>(new CommandDefinition(
            HeldRangesSql, new { Site = site, Producer = (long)producer, Incarnation = incarnation }, transaction,
            cancellationToken: cancellation))).AsList();

    /// <summary>False where the batch does not follow what is held.</summary>
    public static async Task<bool> TryAdvanceAsync(
        NpgsqlTransaction transaction, int site, BatchHeader header, DateTimeOffset completeThrough,
        CancellationToken cancellation) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            AdvanceSql,
            new
            {
                Site = site,
                Producer = (long)header.Producer,
                header.Incarnation,
                header.First,
                header.Last,
                PreviousHash = header.PreviousHash.ToArray(),
                LastHash = header.LastHash.ToArray(),
                CompleteThrough = completeThrough,
            },
            transaction, cancellationToken: cancellation)) == 1;

    public static Task<byte[]?> HashAtAsync(
        NpgsqlTransaction transaction, int site, BatchHeader header, long seq, CancellationToken cancellation) =>
        transaction.Connection!.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
            HashAtSql,
            new { Site = site, Producer = (long)header.Producer, header.Incarnation, Lane = (short)Lane.Event, Seq = seq },
            transaction, cancellationToken: cancellation));
}

sealed record JournalToOpen(int Site, long Producer, Guid Incarnation, Guid? Previous, string Program, DateTimeOffset At);

/// <param name="Ordinal">Central's number for the journal.</param>
/// <param name="Seq">Last event held; 0 for none.</param>
/// <param name="Hash">The chain's hash there.</param>
sealed record JournalState(int Ordinal, long Seq, byte[] Hash)
{
    /// <summary>Without a backup configured, what is held is as safe as it gets (L23).</summary>
    public EventsHeld ToHeld(string outcome) => new(Seq, Convert.ToHexStringLower(Hash), Seq, outcome);
}
