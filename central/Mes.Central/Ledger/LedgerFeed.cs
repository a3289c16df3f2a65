using System.Runtime.CompilerServices;
using Dapper;
using Mes.Central.Configuration;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>
/// Tells this instance's pages and jobs that something changed: facts or a live view. One look at the database every 200 ms for
/// all of them (L30); what this instance itself takes in is told at once.
/// </summary>
sealed partial class LedgerFeed(
    NpgsqlDataSource database, CentralConfiguration configuration, TimeProvider clock, ILogger<LedgerFeed> logger)
    : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    const string LookSql = """
        select coalesce((select position from ledger_head where site = @Site), 0) as position,
               (select max(received_at) from edge_live where site = @Site) as live_at
        """;

    readonly Lock _gate = new();
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long _version;

    /// <summary>Goes up with every change.</summary>
    public long Version
    {
        get
        {
            lock (_gate)
            {
                return _version;
            }
        }
    }

    public void Signal()
    {
        lock (_gate)
        {
            _version++;
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Returns once the version is not <paramref name="seen"/> any more: at once where that is so already.</summary>
    public async Task<long> WaitForChangeAsync(long seen, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_version != seen)
                {
                    return _version;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    /// <summary>One item at once, then one per change; changes while the reader is busy come as one.</summary>
    public async IAsyncEnumerable<long> ChangesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = Version;
        while (true)
        {
            yield return seen;
            seen = await WaitForChangeAsync(seen, cancellation);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Seen? last = null;
        while (true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                var seen = await connection.QuerySingleAsync<Seen>(new CommandDefinition(
                    LookSql, new { Site = configuration.Site.Number }, cancellationToken: stoppingToken));
                if (seen != last)
                {
                    last = seen;
                    Signal();
                }
            }
            catch (NpgsqlException away)
            {
                LogAway(away.Message);
            }

            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The ledger cannot be looked at: {Error} Pages stand still; we look again in 200 ms.")]
    partial void LogAway(string error);

    sealed record Seen(long Position, DateTimeOffset? LiveAt);
}
