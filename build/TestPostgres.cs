using System.Data.Common;
using System.Security.Cryptography;

namespace Mes.Build;

/// <summary>A Postgres for one test run, in the temporary folder. Nothing in it is worth an fsync.</summary>
sealed class TestPostgres : IAsyncDisposable
{
    static readonly string[] Configuration = ["fsync = off", "full_page_writes = off", "max_connections = 200"];
    readonly string _folder;
    readonly PostgresCluster _cluster;

    TestPostgres(string folder, PostgresCluster cluster, string connectionString)
    {
        _folder = folder;
        _cluster = cluster;
        ConnectionString = connectionString;
    }

    /// <summary>The superuser's, without a database.</summary>
    public string ConnectionString { get; }

    public static async Task<TestPostgres> StartAsync(CancellationToken cancellation)
    {
        var binaries = await PostgresBinaries.FindAsync(majorOfCluster: null, cancellation);
        var folder = Directory.CreateTempSubdirectory("mes-test-postgres-").FullName;
        if (PosixUser.ForPostgres is { } user)
        {
            await user.OwnAsync(folder, cancellation);
        }

        var port = Port.Free();
        var password = RandomNumberGenerator.GetHexString(40, lowercase: true);
        var connection = new DbConnectionStringBuilder
        {
            ["Host"] = "127.0.0.1",
            ["Port"] = port,
            ["Username"] = "postgres",
            ["Password"] = password,
        };
        var cluster = new PostgresCluster(binaries, Path.Combine(folder, "cluster"), port);
        var postgres = new TestPostgres(folder, cluster, connection.ConnectionString);
        try
        {
            await cluster.InitializeAsync(password, Configuration, statements: [], cancellation);
            await cluster.StartAsync(cancellation);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
