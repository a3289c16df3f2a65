using Dapper;
using Npgsql;

namespace Mes.Central.Database;

/// <summary>
/// Brings a database to this program's schema, as <c>mes_owner</c>: each migration in one transaction, under an advisory lock,
/// so that two starters at once do it once.
/// </summary>
static class MigrationRunner
{
    // Any number that nothing else in the database takes.
    const long LockKey = 0x6D65_735F_6D69_6772;

    const string PrepareSql = """
        create table if not exists schema_migration (
            number int primary key,
            name text not null,
            hash text not null,
            applied_at timestamptz not null default now()
        );
        grant select on schema_migration to mes_service;
        """;

    const string RecordSql = "insert into schema_migration (number, name, hash) values (@Number, @Name, @Hash)";

    /// <summary>The names of the migrations that ran; null and the reason where the database is none of ours.</summary>
    public static async Task<(IReadOnlyList<string>? Applied, string? Refusal)> RunAsync(
        string connectionString, IReadOnlyList<Migration> migrations, CancellationToken cancellation)
    {
        // Without a pool: the role and the lock end with the connection.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition("set role mes_owner", cancellationToken: cancellation));
        await connection.ExecuteAsync(
            new CommandDefinition("select pg_advisory_lock(@LockKey)", new { LockKey }, cancellationToken: cancellation));

        var fit = SchemaCheck.Compare(migrations, await SchemaCheck.RecordedAsync(connection, cancellation));
        if (fit is SchemaFit.Refused refused)
        {
            return (null, refused.Reason);
        }

        var missing = fit is SchemaFit.Behind behind ? behind.Missing : [];
        await connection.ExecuteAsync(new CommandDefinition(PrepareSql, cancellationToken: cancellation));
        foreach (var migration in missing)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await connection.ExecuteAsync(
                new CommandDefinition(migration.Sql, transaction: transaction, cancellationToken: cancellation));
            await connection.ExecuteAsync(
                new CommandDefinition(RecordSql, migration, transaction, cancellationToken: cancellation));
            await transaction.CommitAsync(CancellationToken.None);
        }

        return ([.. missing.Select(migration => migration.Name)], null);
    }
}
