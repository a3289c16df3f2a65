using Dapper;
using Mes.Central.Configuration;
using Mes.Contracts.Replication;
using Npgsql;
using NpgsqlTypes;

namespace Mes.Central.Ledger;

/// <summary>
/// Takes telemetry segments one by one: one that is held is skipped, the rest stored; never a conflict (L20).
/// </summary>
sealed class SegmentIntake(
    NpgsqlDataSource database, TelemetryHours hours, CentralConfiguration configuration, TimeProvider clock)
{
    static readonly TimeSpan OldestSample = TimeSpan.FromDays(400);
    static readonly TimeSpan NewestSample = TimeSpan.FromDays(1);

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

    const string SamplesSql = """
        copy telemetry_head (site, producer, tag, received_at, sampled_at, value, status, misdated)
        from stdin (format binary)
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
        var header = batch.Header;
        var now = clock.GetUtcNow();
        await hours.EnsureAsync(now, cancellation);
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
        await StoreAsync(transaction, header.Producer, fresh, now, cancellation);
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

    async Task StoreAsync(
        NpgsqlTransaction transaction, uint producer, IReadOnlyList<ReceivedSegment> segments, DateTimeOffset now,
        CancellationToken cancellation)
    {
        await using var rows = await transaction.Connection!.BeginBinaryImportAsync(SamplesSql, cancellation);
        foreach (var sample in segments.SelectMany(segment => segment.Segment.Samples))
        {
            // A time that cannot be true would fall out of every query and every retention: the receipt stands in, flagged
            // (L28).
            var misdated = sample.Time < now - OldestSample || sample.Time > now + NewestSample;
            await rows.StartRowAsync(cancellation);
            await rows.WriteAsync(Site, NpgsqlDbType.Integer, cancellation);
            await rows.WriteAsync((long)producer, NpgsqlDbType.Bigint, cancellation);
            await rows.WriteAsync(sample.Tag, NpgsqlDbType.Bigint, cancellation);
            await rows.WriteAsync(now.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
            await rows.WriteAsync((misdated ? now : sample.Time).UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
            await WriteValueAsync(rows, sample.Value, cancellation);
            await rows.WriteAsync(unchecked((int)sample.Status), NpgsqlDbType.Integer, cancellation);
            await rows.WriteAsync(misdated, NpgsqlDbType.Boolean, cancellation);
        }

        await rows.CompleteAsync(cancellation);
    }

    static Task WriteValueAsync(NpgsqlBinaryImporter rows, double? value, CancellationToken cancellation) =>
        value is { } number ? rows.WriteAsync(number, NpgsqlDbType.Double, cancellation) : rows.WriteNullAsync(cancellation);
}
