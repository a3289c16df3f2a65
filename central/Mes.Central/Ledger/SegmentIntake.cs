using Dapper;
using Mes.Central.Configuration;
using Mes.Contracts.Replication;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>
/// Takes telemetry segments one by one: one that is held is skipped, the rest stored; never a conflict (L20).
/// </summary>
sealed class SegmentIntake(
    NpgsqlDataSource database, TelemetryHours hours, TelemetryDays days, CentralConfiguration configuration, TimeProvider clock)
{
    // The row lock makes one out of two senders of the same segments.
    const string LockSql = """
        select 1
        from telemetry_watermark
        where (site, producer, incarnation) = (@Site, @Producer, @Incarnation)
        for update
        """;

    const string SegmentsSql = """
        insert into telemetry_segment (site, producer, incarnation, seq, sha256, received_at)
        select @Site, @Producer, @Incarnation, s.seq, s.sha256, @Now
        from unnest(@Seqs, @Hashes) as s(seq, sha256)
        """;

    // Written also where nothing was new, so that the acknowledgement comes from a commit (L33).
    const string AdvanceSql = """
        update telemetry_watermark
        set held = held + coalesce((select range_agg(int8range(s.seq, s.seq, '[]')) from unnest(@Seqs) as s(seq)), '{}'),
            complete_through = greatest(complete_through, @CompleteThrough)
        where (site, producer, incarnation) = (@Site, @Producer, @Incarnation)
        """;

    int Site => configuration.Site.Number;

    /// <summary>What is held now; null where the journal was never opened.</summary>
    public async Task<SegmentsHeld?> TakeAsync(SegmentBatch batch, CancellationToken cancellation)
    {
        try
        {
            return await StoreAsync(batch, cancellation);
        }
        catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // The hour of receipt was compacted already, as this clock runs behind the database's, or a day is gone with a
            // restored database: the partitions are made again.
            hours.Forget();
            days.Forget();
            return await StoreAsync(batch, cancellation);
        }
    }

    async Task<SegmentsHeld?> StoreAsync(SegmentBatch batch, CancellationToken cancellation)
    {
        var header = batch.Header;
        var now = clock.GetUtcNow();
        await hours.EnsureAsync(now, cancellation);
        await days.EnsureAsync(now, SampleReceipt.Of(batch.Segments, now).Days, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var journal = new { Site, Producer = (long)header.Producer, header.Incarnation };
        if (await connection.ExecuteScalarAsync<int?>(
            new CommandDefinition(LockSql, journal, transaction, cancellationToken: cancellation)) is null)
        {
            return null;
        }

        var held = new HeldSegments(
            await JournalStore.HeldRangesAsync(transaction, Site, header.Producer, header.Incarnation, cancellation));
        var fresh = batch.Segments.Where(segment => !held.Contains(segment.Seq) && held.TryAdd(segment.Seq)).ToList();
        await new SampleWriter(transaction, Site, header.Producer).WriteAsync(SampleReceipt.Of(fresh, now), cancellation);
        var arguments = new
        {
            journal.Site,
            journal.Producer,
            journal.Incarnation,
            Now = now,
            Seqs = fresh.Select(segment => segment.Seq).ToArray(),
            Hashes = fresh.Select(segment => segment.Sha256).ToArray(),
            CompleteThrough = header.CompleteThrough < now ? header.CompleteThrough : now,
        };
        await connection.ExecuteAsync(
            new CommandDefinition(SegmentsSql, arguments, transaction, cancellationToken: cancellation));
        await connection.ExecuteAsync(
            new CommandDefinition(AdvanceSql, arguments, transaction, cancellationToken: cancellation));
        await transaction.CommitAsync(CancellationToken.None);
        return new SegmentsHeld(held.Ranges);
    }
}
