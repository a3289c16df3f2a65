using Mes.Testing;

namespace Mes.Benchmarks;

/// <summary>What a new user has: a fresh clone of the last commit, in a folder whose name holds a space.</summary>
sealed class Clone : IDisposable
{
    static readonly TimeSpan CloneTimeout = TimeSpan.FromMinutes(2);
    readonly TemporaryFolder _folder = new();

    public string Root => Path.Combine(_folder.Path, "a clone", "mes");

    /// <summary>A folder for the demo's data, which the clone has not seen before.</summary>
    public string Home => Path.Combine(_folder.Path, "demo home");

    public static async Task<Clone> CreateAsync()
    {
        var clone = new Clone();
        OpenToOthers(clone._folder.Path);
        await using var git = RunningProcess.Start("git", ["clone", "--quiet", "--no-hardlinks", Repository.Root, clone.Root]);
        if (await git.ExitAsync(CloneTimeout) != 0)
        {
            clone.Dispose();
            throw new BenchmarkFailure("git clone failed: " + string.Join('\n', git.Lines));
        }

        LinkReference(clone.Root);
        return clone;
    }

    public void Dispose() => _folder.Dispose();

    // Postgres runs as another user when we are root, and must be able to enter the demo's home.
    static void OpenToOthers(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        }
    }

    // The reference collection lies beside a repository; tests of the clone read the same one.
    static void LinkReference(string root)
    {
        var shared = Repository.Path("..", "shared");
        if (Directory.Exists(shared))
        {
            Directory.CreateSymbolicLink(Path.Combine(root, "..", "shared"), Path.GetFullPath(shared));
        }
    }
}
