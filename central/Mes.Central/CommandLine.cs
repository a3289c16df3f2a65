using Mes.Central.Configuration;
using Mes.Central.Database;
using Npgsql;

namespace Mes.Central;

/// <summary>The verbs of <c>mes-central</c>.</summary>
static class CommandLine
{
    const int Done = 0;
    const int Failed = 1;
    const int Refused = 2;

    const string MigrationConnection = "MES_MIGRATION_CONNECTION";

    const string Help = """
        mes-central: takes in the journals of edges, keeps the ledger, computes figures.

          mes-central --config <central.json>           serves until stopped
          mes-central migrate --config <central.json>   brings the database to this version's schema; the environment
                                                        variable MES_MIGRATION_CONNECTION holds the connection string
                                                        of a login that may set role mes_owner
          mes-central --help                            shows this

        Exit codes: 0 done, 1 failed, 2 the command line, the configuration or the database's schema is refused.
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args is ["--help"] or ["-h"] or ["help"])
        {
            await output.WriteLineAsync(Help);
            return Done;
        }

        var migrate = args is ["migrate", ..];
        if ((migrate ? args[1..] : args) is not ["--config", var path])
        {
            await error.WriteLineAsync(Help);
            return Refused;
        }

        var (configuration, faults) = ConfigurationFile.Read(path);
        if (configuration is null)
        {
            await error.WriteLineAsync($"{path} is refused, nothing was started:");
            foreach (var fault in faults)
            {
                await error.WriteLineAsync($"  {fault}");
            }

            return Refused;
        }

        return migrate ? await MigrateAsync(output, error) : await ServeAsync(configuration, error);
    }

    static async Task<int> ServeAsync(CentralConfiguration configuration, TextWriter error)
    {
        await using var app = CentralHost.Build(configuration);
        var database = app.Services.GetRequiredService<DatabaseStart>();
        try
        {
            await app.RunAsync();
        }
        catch (IOException taken)
        {
            await error.WriteLineAsync($"Port {configuration.Port} cannot be bound; url in the configuration changes it: {taken.Message}");
            return Failed;
        }

        return database.WasRefused ? Refused : Done;
    }

    static async Task<int> MigrateAsync(TextWriter output, TextWriter error)
    {
        if (Environment.GetEnvironmentVariable(MigrationConnection) is not { Length: > 0 } connection)
        {
            await error.WriteLineAsync($"{MigrationConnection} is not set: it holds the connection string of a login that may set role mes_owner.");
            return Refused;
        }

        try
        {
            var (applied, refusal) = await MigrationRunner.RunAsync(connection, Migration.Embedded(), CancellationToken.None);
            await (applied is null ? error : output).WriteLineAsync(
                refusal ?? (applied!.Count == 0 ? "The schema is up to date." : $"Applied {string.Join(", ", applied)}."));
            return applied is null ? Refused : Done;
        }
        catch (Exception fault) when (fault is NpgsqlException or ArgumentException)
        {
            await error.WriteLineAsync($"The migration failed, nothing of the failed step was kept: {fault.Message}");
            return Failed;
        }
    }
}
