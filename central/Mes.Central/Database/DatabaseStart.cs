using Npgsql;

namespace Mes.Central.Database;

/// <summary>What a module does once, when the database is there and fits, before the first request is let in.</summary>
sealed record StartStep(string Name, Func<CancellationToken, Task> RunAsync);

/// <summary>
/// Waits for Postgres, holds its schema against this program's and lets the modules prepare. A database that will never fit
/// ends the program; one that is not there yet, or not migrated yet, is asked again.
/// </summary>
sealed partial class DatabaseStart(
    NpgsqlDataSource database, DatabaseReadiness readiness, IEnumerable<StartStep> steps, IHostApplicationLifetime lifetime,
    TimeProvider clock, ILogger<DatabaseStart> logger) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The program ended because the database does not fit it.</summary>
    public bool WasRefused { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        while (!await TryAsync(stoppingToken))
        {
            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    // A program that is told to stop while it still starts ends with an error of the host instead of the reason.
    async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellation);
    }

    async Task<bool> TryAsync(CancellationToken cancellation)
    {
        try
        {
            switch (await FitAsync(cancellation))
            {
                case SchemaFit.Refused refused:
                    LogRefused(refused.Reason);
                    readiness.NotYet(refused.Reason);
                    WasRefused = true;
                    lifetime.StopApplication();
                    return true;
                case SchemaFit.Behind behind:
                    Wait($"The database lacks migration {behind.Missing[0].Name}: run mes-central migrate.");
                    return false;
            }

            foreach (var step in steps)
            {
                await step.RunAsync(cancellation);
            }

            readiness.Ready();
            LogReady();
            return true;
        }
        catch (Exception fault) when (PassingFault.Is(fault))
        {
            Wait($"Postgres does not answer: {fault.Message}");
            return false;
        }
    }

    async Task<SchemaFit> FitAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return SchemaCheck.Compare(Migration.Embedded(), await SchemaCheck.RecordedAsync(connection, cancellation));
    }

    void Wait(string reason)
    {
        if (readiness.Reason != reason)
        {
            LogWaiting(reason);
        }

        readiness.NotYet(reason);
    }

    [LoggerMessage(LogLevel.Information, "The database is there and fits; central takes requests.")]
    partial void LogReady();

    [LoggerMessage(LogLevel.Warning, "{Reason} Central waits and asks again every second.")]
    partial void LogWaiting(string reason);

    [LoggerMessage(LogLevel.Critical, "{Reason} Central stops.")]
    partial void LogRefused(string reason);
}
