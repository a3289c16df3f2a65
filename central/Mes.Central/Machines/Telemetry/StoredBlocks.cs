using System.Runtime.CompilerServices;
using Mes.Central.Plant;
using Mes.Contracts.Events;
using Npgsql;

namespace Mes.Central.Machines.Telemetry;

/// <summary>Reads a tag's blocks one after the other; at no time are they all in memory.</summary>
static class StoredBlocks
{
    const string ColumnsSql = """
        select b.t0,
               case when b.slice_minute is null or not $6 then b.steps end,
               case when b.slice_minute is null or not $6 then b.value end,
               case when b.slice_minute is null or not $6 then b.status end,
               case when $6 then b.slice_minute end, case when $6 then b.slice_samples end,
               case when $6 then b.slice_usable end, case when $6 then b.slice_uncertain end,
               case when $6 then b.slice_low end, case when $6 then b.slice_high end, case when $6 then b.slice_sum end
        from telemetry_stored($1, $2, $3, $4, $5) b
        order by b.t0
        """;

    /// <param name="sliced">Whether what its minutes come to will do, where a block keeps it.</param>
    public static async IAsyncEnumerable<StoredBlock> ReadAsync(
        NpgsqlConnection connection, int site, TagRow tag, DateTimeOffset from, DateTimeOffset to, bool sliced,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ColumnsSql, connection)
        {
            Parameters =
            {
                new() { Value = site },
                new() { Value = tag.Producer },
                new() { Value = tag.Number },
                new() { Value = from.UtcDateTime },
                new() { Value = to.UtcDateTime },
                new() { Value = sliced },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var start = Microseconds.Of(new DateTimeOffset(reader.GetDateTime(0)));
            yield return reader.IsDBNull(4)
                ? new StoredBlock(
                    start, reader.GetFieldValue<int[]>(1), reader.GetFieldValue<double?[]>(2), Optional<int[]>(reader, 3), null)
                : new StoredBlock(start, [], [], null, SlicesOf(reader));
        }
    }

    static StoredSlices SlicesOf(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<short[]>(4), reader.GetFieldValue<int[]>(5), reader.GetFieldValue<int[]>(6),
        reader.GetFieldValue<int[]>(7), reader.GetFieldValue<double?[]>(8), reader.GetFieldValue<double?[]>(9),
        reader.GetFieldValue<double?[]>(10));

    static T? Optional<T>(NpgsqlDataReader reader, int column) where T : class =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
}

/// <param name="StartUs">Time of the first sample, microseconds since 1970.</param>
/// <param name="Steps">Microseconds from the sample before; empty where the slices stand for the samples.</param>
/// <param name="Status">Null where all are Good.</param>
/// <param name="Slices">Null where the samples are there themselves.</param>
sealed record StoredBlock(long StartUs, int[] Steps, double?[] Values, int[]? Status, StoredSlices? Slices);

/// <summary>What each minute of the block's hour with samples comes to.</summary>
sealed record StoredSlices(
    short[] Minute, int[] Samples, int[] Usable, int[] Uncertain, double?[] Low, double?[] High, double?[] Sum);
