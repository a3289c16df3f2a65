using Dapper;
using Mes.Contracts.Events;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>
/// A fact-writing transaction of a site. It takes the next position first; that row lock lasts to the commit, so positions are
/// dense and in commit order (L7). Decode and verify before opening one.
/// </summary>
sealed class LedgerTransaction : IAsyncDisposable
{
    // The instance's clock comes as a parameter: a distributed Postgres refuses volatile functions here.
    const string TakePositionSql = """
        update ledger_head
        set position = position + 1,
            last_us = greatest(@NowUs, last_us + 1)
        where site = @Site
        returning epoch, position, last_us
        """;

    readonly NpgsqlConnection _connection;

    LedgerTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, LedgerPlace place, DateTimeOffset recordedAt)
    {
        _connection = connection;
        Transaction = transaction;
        Place = place;
        RecordedAt = recordedAt;
    }

    public NpgsqlTransaction Transaction { get; }

    /// <summary>The place of the first fact.</summary>
    public LedgerPlace Place { get; }

    public DateTimeOffset RecordedAt { get; }

    public static async Task<LedgerTransaction> BeginAsync(
        NpgsqlDataSource database, int site, TimeProvider clock, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            var head = await connection.QuerySingleAsync<Head>(new CommandDefinition(
                TakePositionSql, new { Site = site, NowUs = Microseconds.Of(clock.GetUtcNow()) }, transaction,
                cancellationToken: cancellation));
            return new LedgerTransaction(
                connection, transaction, new LedgerPlace(site, head.Epoch, head.Position, 0), Microseconds.ToTime(head.LastUs));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Not cancellable: a cancelled commit may have happened (L33).</summary>
    public Task CommitAsync() => Transaction.CommitAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    sealed record Head(int Epoch, long Position, long LastUs);
}
