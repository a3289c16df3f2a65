using Dapper;
using Mes.Central.Database;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>
/// Turns closed hours of the telemetry head into blocks, each in one transaction. A crash leaves the hour as it was; of many
/// instances one compacts at a time; whether an hour may go the database decides (L28, L29).
/// </summary>
sealed partial class TelemetryCompactor(
    NpgsqlDataSource database, AnchorCheck anchors, DatabaseReadiness readiness, TimeProvider clock,
    ILogger<TelemetryCompactor> logger) : BackgroundService
{
    const int LongestSeconds = 600;

    static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    static readonly TimeSpan Closing = TimeSpan.FromMinutes(65);

    const string HoursSql = "select hour from closed_telemetry_hours() hour";

    // Read committed is asked for by name: the function refuses anything else, whatever a server's default is.
    const string CompactSql = "select compact_telemetry_hour(@Hour)";

    /// <summary>
    /// Compacts every hour that is closed by the database's clock and by ours, which dates what arrives. Returns how many samples
    /// became blocks.
    /// </summary>
    public async Task<long> CompactAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var hours = await connection.QueryAsync<DateTimeOffset>(new CommandDefinition(HoursSql, cancellationToken: cancellation));
        var moved = 0L;
        foreach (var hour in hours.Where(hour => hour + Closing <= now))
        {
            await using var transaction =
                await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellation);
            var samples = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
                CompactSql, new { Hour = hour }, transaction, LongestSeconds, cancellationToken: cancellation));
            await transaction.CommitAsync(CancellationToken.None);
            if (samples is null)
            {
                break;
            }

            moved += samples.Value;
            LogCompacted(hour, samples.Value);
        }

        return moved;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minutes = new PeriodicTimer(LookEvery, clock);
        while (await minutes.WaitForNextTickAsync(stoppingToken))
        {
            if (readiness.Reason is null)
            {
                await TryAsync(() => anchors.RunAsync(stoppingToken));
                await TryAsync(() => CompactAsync(clock.GetUtcNow(), stoppingToken));
            }
        }
    }

    // Each by itself: an anchor that cannot be checked must not keep rows from becoming blocks.
    async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (NpgsqlException fault)
        {
            // Nothing is lost by waiting, whatever it was: rows stay rows, and samples go on being taken.
            LogFault(fault.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Telemetry received in the hour from {Hour:u}: {Samples} samples are blocks now.")]
    partial void LogCompacted(DateTimeOffset hour, long samples);

    [LoggerMessage(LogLevel.Warning, "Telemetry cannot be checked or compacted now: {Error} It is tried again in a minute.")]
    partial void LogFault(string error);
}
