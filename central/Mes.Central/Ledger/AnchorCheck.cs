using Dapper;
using Mes.Central.Configuration;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>
/// Checks that telemetry came as its edge bound it into the event chain (L2, L20), and lets the hashes of what did go.
/// </summary>
sealed partial class AnchorCheck(NpgsqlDataSource database, CentralConfiguration configuration, ILogger<AnchorCheck> logger)
{
    // Those whose segments are still on their way wait; newer ones do not wait for them.
    const string WaitingSql = """
        select l.event_id
        from ledger l
        where l.site = @Site and l.kind = 'TelemetryAnchored'
          and not exists (select from telemetry_anchor a where (a.site, a.event_id) = (l.site, l.event_id))
        order by l.position
        limit 1000
        """;

    const string CheckSql = "select check_telemetry_anchor(@Site, @Anchor)";

    int Site => configuration.Site.Number;

    /// <summary>Checks every anchor whose segments are here. Returns how many were found true.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var waiting = await connection.QueryAsync<Guid>(
            new CommandDefinition(WaitingSql, new { Site }, cancellationToken: cancellation));
        var matching = 0;
        foreach (var anchor in waiting)
        {
            var matches = await connection.ExecuteScalarAsync<bool?>(
                new CommandDefinition(CheckSql, new { Site, Anchor = anchor }, cancellationToken: cancellation));
            matching += matches is true ? 1 : 0;
            if (matches is false)
            {
                LogMismatch(anchor);
            }
        }

        return matching;
    }

    [LoggerMessage(
        LogLevel.Error,
        "The telemetry that anchor {Anchor} covers is not what the edge anchored. Table telemetry_anchor names it; "
        + "the hashes of its segments are kept.")]
    partial void LogMismatch(Guid anchor);
}
