using Mes.Contracts.Telemetry;
using Npgsql;
using NpgsqlTypes;

namespace Mes.Central.Ledger;

/// <summary>Copies the samples of a receipt into blocks and head, in the transaction that moves the watermark.</summary>
sealed class SampleWriter(NpgsqlTransaction transaction, int site, uint producer)
{
    const NpgsqlDbType Doubles = NpgsqlDbType.Array | NpgsqlDbType.Double;
    const NpgsqlDbType Integers = NpgsqlDbType.Array | NpgsqlDbType.Integer;
    const NpgsqlDbType Shorts = NpgsqlDbType.Array | NpgsqlDbType.Smallint;

    const string RowsSql = """
        copy telemetry_head (site, producer, tag, received_at, sampled_at, value, status, misdated)
        from stdin (format binary)
        """;

    const string BlocksSql = """
        copy telemetry_block (
            site, producer, tag, t0, t1, received_at, misdated, samples, steps, value, status, slice_minute, slice_samples,
            slice_usable, slice_uncertain, slice_low, slice_high, slice_sum)
        from stdin (format binary)
        """;

    public async Task WriteAsync(SampleReceipt receipt, CancellationToken cancellation)
    {
        if (receipt.Blocks.Count > 0)
        {
            await using var blocks = await transaction.Connection!.BeginBinaryImportAsync(BlocksSql, cancellation);
            foreach (var block in receipt.Blocks)
            {
                await blocks.StartRowAsync(cancellation);
                await WriteBlockAsync(blocks, block, receipt.At, cancellation);
            }

            await blocks.CompleteAsync(cancellation);
        }

        await using var rows = await transaction.Connection!.BeginBinaryImportAsync(RowsSql, cancellation);
        foreach (var (sample, misdated) in receipt.Rows)
        {
            await rows.StartRowAsync(cancellation);
            await WriteRowAsync(rows, sample, misdated, receipt.At, cancellation);
        }

        await rows.CompleteAsync(cancellation);
    }

    async Task WriteRowAsync(
        NpgsqlBinaryImporter rows, TelemetrySample sample, bool misdated, DateTimeOffset receivedAt,
        CancellationToken cancellation)
    {
        await rows.WriteAsync(site, NpgsqlDbType.Integer, cancellation);
        await rows.WriteAsync((long)producer, NpgsqlDbType.Bigint, cancellation);
        await rows.WriteAsync(sample.Tag, NpgsqlDbType.Bigint, cancellation);
        await rows.WriteAsync(receivedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
        await rows.WriteAsync(sample.Time.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
        await (sample.Value is { } number
            ? rows.WriteAsync(number, NpgsqlDbType.Double, cancellation)
            : rows.WriteNullAsync(cancellation));
        await rows.WriteAsync(unchecked((int)sample.Status), NpgsqlDbType.Integer, cancellation);
        await rows.WriteAsync(misdated, NpgsqlDbType.Boolean, cancellation);
    }

    async Task WriteBlockAsync(
        NpgsqlBinaryImporter blocks, TelemetryBlock block, DateTimeOffset receivedAt, CancellationToken cancellation)
    {
        await blocks.WriteAsync(site, NpgsqlDbType.Integer, cancellation);
        await blocks.WriteAsync((long)producer, NpgsqlDbType.Bigint, cancellation);
        await blocks.WriteAsync(block.Tag, NpgsqlDbType.Bigint, cancellation);
        await blocks.WriteAsync(block.From.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
        await blocks.WriteAsync(block.To.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
        await blocks.WriteAsync(receivedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
        await blocks.WriteAsync(block.Misdated, NpgsqlDbType.Boolean, cancellation);
        await blocks.WriteAsync(block.Steps.Length, NpgsqlDbType.Integer, cancellation);
        await blocks.WriteAsync(block.Steps, Integers, cancellation);
        await blocks.WriteAsync(block.Values, Doubles, cancellation);
        await WriteAsync(blocks, block.Status, Integers, cancellation);
        await WriteAsync(blocks, block.Slices?.Minute, Shorts, cancellation);
        await WriteAsync(blocks, block.Slices?.Samples, Integers, cancellation);
        await WriteAsync(blocks, block.Slices?.Usable, Integers, cancellation);
        await WriteAsync(blocks, block.Slices?.Uncertain, Integers, cancellation);
        await WriteAsync(blocks, block.Slices?.Low, Doubles, cancellation);
        await WriteAsync(blocks, block.Slices?.High, Doubles, cancellation);
        await WriteAsync(blocks, block.Slices?.Sum, Doubles, cancellation);
    }

    static Task WriteAsync<T>(
        NpgsqlBinaryImporter blocks, T[]? elements, NpgsqlDbType type, CancellationToken cancellation) =>
        elements is null ? blocks.WriteNullAsync(cancellation) : blocks.WriteAsync(elements, type, cancellation);
}
