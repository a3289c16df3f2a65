using Dapper;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>Which central this database is; fixed at its making, read once.</summary>
sealed class CentralIdentity(NpgsqlDataSource database)
{
    const string ReadSql = "select id, epoch from central_identity";

    Identity? _known;

    public async Task<Identity> GetAsync(CancellationToken cancellation)
    {
        if (_known is null)
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            _known = await connection.QuerySingleAsync<Identity>(new CommandDefinition(ReadSql, cancellationToken: cancellation));
        }

        return _known;
    }
}

sealed record Identity(Guid Id, int Epoch);
