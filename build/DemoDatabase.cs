using System.Security.Cryptography;

namespace Mes.Build;

/// <summary>The demo's Postgres and its roles: the owner never logs in, the migrator acts as it, the service owns none.</summary>
static class DemoDatabase
{
    public const string Name = "mes";
    public const string Service = "mes_service";
    public const string Migrator = "mes_migrator";
    const string Superuser = "postgres";

    public static bool Exists => PostgresCluster.MajorOf(Folder) is not null;

    static string Folder => DemoHome.File("postgres");

    /// <summary>A password file in Postgres' own format: no secret stands in a configuration or on a command line.</summary>
    public static string PasswordFile(string role) => Path.Combine(DemoHome.PrivateFolder("secrets"), $"{role}.pgpass");

    public static async Task<PostgresCluster> OpenAsync(int port, CancellationToken cancellation)
    {
        var binaries = await PostgresBinaries.FindAsync(PostgresCluster.MajorOf(Folder), cancellation);
        return new PostgresCluster(binaries, Folder, port);
    }

    public static async Task StartAsync(PostgresCluster cluster, CancellationToken cancellation)
    {
        if (!Exists)
        {
            string[] statements =
            [
                "create role mes_owner nologin",
                $"create role {Migrator} login password '{NewPassword(Migrator)}' in role mes_owner",
                $"create role {Service} login password '{NewPassword(Service)}'",
                $"create database {Name} owner mes_owner",
                $"revoke all on database {Name} from public",
                $"grant connect on database {Name} to {Service}, {Migrator}",
            ];
            await cluster.InitializeAsync(NewPassword(Superuser), configuration: [], statements, cancellation);
        }

        await cluster.StartAsync(cancellation);
    }

    static string NewPassword(string role)
    {
        var password = RandomNumberGenerator.GetHexString(40, lowercase: true);
        DemoHome.WriteSecret(PasswordFile(role), $"127.0.0.1:*:*:{role}:{password}\n");
        return password;
    }
}
