namespace Mes.Build;

/// <summary>A private Postgres: its own folder, its own port of 127.0.0.1, no socket, passwords for everyone.</summary>
sealed class PostgresCluster(PostgresBinaries binaries, string folder, int port)
{
    const string Superuser = "postgres";

    public string Log { get; } = folder + ".log";

    /// <summary>The major version of the cluster in a folder, or null while there is none.</summary>
    public static int? MajorOf(string folder)
    {
        var file = Path.Combine(folder, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), out var major) ? major : null;
    }

    /// <summary>
    /// Makes the cluster and runs the statements in it, each one line. It is made beside its place and moved there at the end, so
    /// that a cluster in its place is whole.
    /// </summary>
    public async Task InitializeAsync(
        string password, IEnumerable<string> configuration, IEnumerable<string> statements, CancellationToken cancellation)
    {
        var unfinished = folder + ".new";
        var passwordFile = folder + ".password";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished);
        DemoHome.WriteSecret(passwordFile, password);
        try
        {
            await GiveAsync(unfinished, cancellation);
            await GiveAsync(passwordFile, cancellation);
            await CheckReachableAsync(unfinished, cancellation);
            await RunAsync("initdb", [
                "-D", unfinished, "--encoding=UTF8", "--locale=C", $"--username={Superuser}",
                "--auth=scram-sha-256", $"--pwfile={passwordFile}"], "", cancellation);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        string[] lines = ["listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", .. configuration];
        await File.AppendAllLinesAsync(Path.Combine(unfinished, "postgresql.conf"), lines, cancellation);

        // Single-user mode needs no password, and reads what must not stand on a command line from standard input.
        var script = string.Join('\n', statements) + '\n';
        var said = await RunAsync("postgres", ["--single", "-D", unfinished, Superuser], script, cancellation);
        if (said.Contains("ERROR:", StringComparison.Ordinal))
        {
            throw new BuildFailure($"Postgres refused the set-up of the database:\n{said}");
        }

        Directory.Move(unfinished, folder);
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(Log, "", cancellation);
        await GiveAsync(Log, cancellation);
        try
        {
            await RunAsync("pg_ctl", ["start", "-D", folder, "-l", Log, "-w", "-t", "60", "-o", $"-p {port}"], "", cancellation);
        }
        catch (BuildFailure failure)
        {
            throw new BuildFailure($"{failure.Message}\n{await File.ReadAllTextAsync(Log, cancellation)}");
        }
    }

    /// <summary>Stops it if it runs; tells whether it did.</summary>
    public async Task<bool> StopAsync()
    {
        var (exitCode, _) = await Tool("pg_ctl", ["status", "-D", folder], "").TryRunAsync(CancellationToken.None);
        if (exitCode != 0)
        {
            return false;
        }

        await RunAsync("pg_ctl", ["stop", "-D", folder, "-m", "fast", "-w", "-t", "60"], "", CancellationToken.None);
        return true;
    }

    static async Task CheckReachableAsync(string path, CancellationToken cancellation)
    {
        if (PosixUser.ForPostgres is not { } user)
        {
            return;
        }

        var command = user.Wrap(["test", "-w", path]);
        var (exitCode, _) = await new Tool(command[0], [.. command.Skip(1)]) { Folder = "/" }.TryRunAsync(cancellation);
        if (exitCode != 0)
        {
            throw new BuildFailure(
                $"Postgres runs as the user {user.Name}, who cannot reach {path}. "
                + $"Set {DemoHome.Variable} to a folder whose parents others may enter.");
        }
    }

    Task<string> RunAsync(string program, string[] arguments, string input, CancellationToken cancellation) =>
        Tool(program, arguments, input).RunAsync(cancellation);

    Tool Tool(string program, string[] arguments, string input)
    {
        IReadOnlyList<string> command = [binaries.Program(program), .. arguments];
        command = PosixUser.ForPostgres?.Wrap(command) ?? command;
        return new Tool(command[0], [.. command.Skip(1)]) { Input = input, Folder = Path.GetPathRoot(folder)! };
    }

    static Task GiveAsync(string path, CancellationToken cancellation) =>
        PosixUser.ForPostgres?.OwnAsync(path, cancellation) ?? Task.CompletedTask;
}
