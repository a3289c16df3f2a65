using System.Data.Common;
using System.Security.Cryptography;

namespace Mes.Build;

/// <summary>A Postgres for one run of tests or benchmarks, in the temporary folder.</summary>
sealed class TestPostgres : IAsyncDisposable
{
    // Nothing in a test's database is worth an fsync; a benchmark pays for it, as a factory does.
    public static readonly IReadOnlyList<string> ForTests = ["fsync = off", "full_page_writes = off", "max_connections = 200"];

    // A row's commit can be dated only where the server keeps the time of each.
    public static readonly IReadOnlyList<string> ForBenchmarks = ["track_commit_timestamp = on"];

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

    public static async Task<TestPostgres> StartAsync(IReadOnlyList<string> settings, CancellationToken cancellation)
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
            await cluster.InitializeAsync(password, settings, statements: [], cancellation);
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
