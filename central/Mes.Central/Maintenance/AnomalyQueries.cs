using Dapper;
using Mes.Central.Configuration;
using Mes.Central.Ledger;
using Mes.Contracts.Live;
using Npgsql;

namespace Mes.Central.Maintenance;

/// <summary>What pages and the API may ask about anomalies.</summary>
sealed class AnomalyQueries(
    NpgsqlDataSource database, LiveViews liveViews, CentralConfiguration configuration, TimeProvider clock)
{
    // As long as a tile tells the present of a machine from a live view.
    static readonly TimeSpan LiveLife = TimeSpan.FromSeconds(5);

    /// <summary>The most that one answer holds.</summary>
    public const int MostAlerts = 1_000;

    const string AlertsSql = """
        select event_id, machine_id as machine, metric, unit, severity, detected_at, value, expected_low, expected_high, detector
        from anomaly_alert_current
        where site = @Site
          and (@Machine::text is null or machine_id = @Machine)
          and (@Severity::text is null or severity = @Severity)
          and detected_at >= @From
          and detected_at < @To
        order by detected_at desc, event_id desc
        limit @Most
        """;

    const string ExistsSql = """
        select exists (select from machine where site = @Site and machine_id = @Machine)
        """;

    /// <summary>Alarms in [from, to), newest first; at most <paramref name="most"/> of them.</summary>
    /// <param name="machine"><c>site/line/machine</c>; null for all.</param>
    /// <param name="severity">WARNING or CRITICAL; null for both.</param>
    public async Task<IReadOnlyList<AnomalyAlert>> AlertsAsync(
        string? machine, DateTimeOffset from, DateTimeOffset to, string? severity, int most, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<AnomalyAlert>(new CommandDefinition(
            AlertsSql,
            new
            {
                Site = configuration.Site.Number,
                Machine = machine,
                Severity = severity,
                From = from,
                To = to,
                Most = Math.Clamp(most, 0, MostAlerts),
            },
            cancellationToken: cancellation));
        return rows.AsList();
    }

    /// <summary>
    /// Alarms that have not cleared, by machine and metric, of the lines that are heard from now; of others nothing is known.
    /// </summary>
    public async Task<IReadOnlyList<LiveAnomaly>> OpenAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var views = await liveViews.ReadAsync(cancellation);
        return [.. views.Where(received => now - received.ReceivedAt <= LiveLife)
            .SelectMany(received => received.View.Anomalies ?? [])
            .OrderBy(anomaly => anomaly.Machine, StringComparer.Ordinal)
            .ThenBy(anomaly => anomaly.Metric, StringComparer.Ordinal)];
    }

    /// <summary>Whether a machine of that name was ever defined.</summary>
    public async Task<bool> IsMachineAsync(string machine, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            ExistsSql, new { Site = configuration.Site.Number, Machine = machine }, cancellationToken: cancellation));
    }
}
