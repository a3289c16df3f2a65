using Dapper;
using Npgsql;

namespace Mes.Central.Plant;

/// <summary>What other modules may ask of tags.</summary>
static class TagQueries
{
    const string TagsSql = """
        select producer, tag as number, metric, unit, source
        from tag
        where site = @Site and machine_id = @Machine
        order by metric, position desc, ordinal desc
        """;

    /// <summary>The tags of a machine by metric; of one metric the newest first.</summary>
    public static async Task<IReadOnlyList<TagRow>> OfMachineAsync(
        NpgsqlConnection connection, int site, string machine, CancellationToken cancellation) =>
        (await connection.QueryAsync<TagRow>(new CommandDefinition(
            TagsSql, new { Site = site, Machine = machine }, cancellationToken: cancellation))).AsList();
}

/// <param name="Number">The edge's number for the tag.</param>
/// <param name="Source">Name of the source it comes from.</param>
sealed record TagRow(long Producer, long Number, string Metric, string? Unit, string Source);
