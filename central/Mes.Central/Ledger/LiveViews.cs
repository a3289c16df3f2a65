using System.Text.Json;
using Dapper;
using Mes.Central.Configuration;
using Mes.Contracts.Live;
using Mes.Contracts.Replication;
using Mes.Domain.Anomalies;
using Mes.Domain.Machines;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>The edges' newest views of their lines (L25).</summary>
sealed class LiveViews(NpgsqlDataSource database, EnrolledEdges edges, CentralConfiguration configuration, TimeProvider clock)
{
    const int MachinesMax = 200;
    const long PartsMax = 1_000_000_000_000;

    // Of two views on the way at once the newer stays.
    const string KeepSql = """
        insert into edge_live (site, producer, incarnation, tip_seq, settled_through, view, received_at)
        values (@Site, @Producer, @Incarnation, @TipSeq, @SettledThrough, @View, @Now)
        on conflict (site, producer) do update
        set incarnation = excluded.incarnation,
            tip_seq = excluded.tip_seq,
            settled_through = excluded.settled_through,
            view = excluded.view,
            received_at = excluded.received_at
        where edge_live.received_at <= excluded.received_at
        """;

    // The unlogged view is lost in a crash, so every 10 s what it vouches for is kept for good.
    const string KeepCompleteSql = """
        update event_watermark
        set complete_through = @SettledThrough
        where (site, producer, incarnation) = (@Site, @Producer, @Incarnation)
          and seq >= @TipSeq
          and complete_through < @SettledThrough - interval '10 seconds'
        """;

    const string ReadSql = """
        select view, received_at
        from edge_live
        where site = @Site
        """;

    /// <summary>Null when kept, else the words why not.</summary>
    public async Task<string?> KeepAsync(LiveView view, CancellationToken cancellation)
    {
        if (Fault(view) is { } fault)
        {
            return fault;
        }

        var now = clock.GetUtcNow();
        var arguments = new
        {
            Site = configuration.Site.Number,
            Producer = (long)view.Producer,
            view.Incarnation,
            view.TipSeq,
            SettledThrough = view.SettledThrough < now ? view.SettledThrough : now,
            View = JsonSerializer.Serialize(view, ExchangeJson.Default.LiveView),
            Now = now,
        };
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(KeepSql, arguments, cancellationToken: cancellation));
        await connection.ExecuteAsync(new CommandDefinition(KeepCompleteSql, arguments, cancellationToken: cancellation));
        return null;
    }

    /// <summary>The newest view of each edge, with the time of its receipt.</summary>
    public async Task<IReadOnlyList<ReceivedView>> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            ReadSql, new { Site = configuration.Site.Number }, cancellationToken: cancellation));
        return [.. rows.Select(row =>
            new ReceivedView(JsonSerializer.Deserialize(row.View, ExchangeJson.Default.LiveView)!, row.ReceivedAt))];
    }

    string? Fault(LiveView view)
    {
        if (!edges.Contains(view.Producer))
        {
            return $"producer: edge {view.Producer} is not listed under edges in central's configuration.";
        }

        if (view.TipSeq < 0 || view.BacklogEvents < 0 || view.BacklogSegments < 0)
        {
            return "tipSeq, backlogEvents and backlogSegments count from 0.";
        }

        if (view.Anomalies is { } anomalies && (anomalies.Count > LiveView.MostAnomalies || anomalies.Any(IsNoAnomaly)))
        {
            return $"anomalies: at most {LiveView.MostAnomalies}, none of them null, severity WARNING or CRITICAL.";
        }

        return view.Machines.Count > MachinesMax
            ? $"machines: at most {MachinesMax} of a line."
            : view.Machines.Select(Fault).FirstOrDefault(fault => fault is not null);
    }

    static bool IsNoAnomaly(LiveAnomaly? anomaly) =>
        anomaly is null || !AnomalySeverityCode.TryParse(anomaly.Severity, out _);

    // Pages show the view as it came, so what none of them could draw stays out. JSON lets null into a list.
    static string? Fault(LiveMachine? machine) => machine switch
    {
        null => "machines: a machine cannot be null.",
        _ when !MachineStateCode.TryParse(machine.State, out _) => $"state: {machine.Machine} is in none of the known states.",
        { Good: < 0 or > PartsMax } or { Scrap: < 0 or > PartsMax } => $"good and scrap count from 0 to {PartsMax}.",
        _ => null,
    };

    sealed record Row(string View, DateTimeOffset ReceivedAt);
}

/// <param name="View">As the edge sent it.</param>
/// <param name="ReceivedAt">Central's clock.</param>
sealed record ReceivedView(LiveView View, DateTimeOffset ReceivedAt);
