using Npgsql;

namespace Mes.Testing;

/// <summary>
/// A database of one's own on the server that <c>MES_TEST_POSTGRES</c> names (a superuser's connection string without a
/// database), owned by <c>mes_owner</c> and dropped at the end. The product's roles share the superuser's password.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string Setting = "MES_TEST_POSTGRES";

    // Roles belong to the whole server, where other test projects start at the same instant: one at a time.
    const string EnsureRolesSql = """
        begin;
        select pg_advisory_xact_lock(6239715);
        do $roles$
        begin
            if not exists (select from pg_roles where rolname = 'mes_owner') then
                create role mes_owner nologin;
                create role mes_migrator login in role mes_owner;
                create role mes_service login;
                {0}
            end if;
        end
        $roles$;
        commit;
        """;

    readonly string _server;

    TestDatabase(string server, string name)
    {
        _server = server;
        Name = name;
    }

    public string Name { get; }

    /// <summary>The connection string of the superuser.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = Name }.ConnectionString;

    public static async Task<TestDatabase> CreateAsync(CancellationToken cancellation = default)
    {
        var server = Environment.GetEnvironmentVariable(Setting);
        if (string.IsNullOrWhiteSpace(server))
        {
            Prerequisite.Missing(
                "A Postgres server",
                $"set {Setting} to a superuser's connection string without a database (./build.sh test does).");
        }

        var database = new TestDatabase(server, $"test_{Guid.NewGuid():n}");
        var password = new NpgsqlConnectionStringBuilder(server).Password;
        var roles = EnsureRolesSql.Replace("{0}", PasswordSql(password), StringComparison.Ordinal);
        await database.ExecuteOnServerAsync(roles, cancellation);
        await database.ExecuteOnServerAsync($"create database {database.Name} owner mes_owner", cancellation);
        return database;
    }

    /// <summary>The connection string of <c>mes_service</c> or <c>mes_migrator</c>.</summary>
    public string ConnectionStringOf(string role) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role }.ConnectionString;

    public async ValueTask DisposeAsync() =>
        await ExecuteOnServerAsync($"drop database if exists {Name} with (force)", CancellationToken.None);

    static string PasswordSql(string? password)
    {
        if (string.IsNullOrEmpty(password))
        {
            return "";
        }

        var literal = password.Replace("'", "''", StringComparison.Ordinal);
        return $"alter role mes_migrator password '{literal}'; alter role mes_service password '{literal}';";
    }

    // Without a pool: an idle pooled connection to the server would outlive the test.
    async Task ExecuteOnServerAsync(string sql, CancellationToken cancellation)
    {
        var server = new NpgsqlConnectionStringBuilder(_server) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
