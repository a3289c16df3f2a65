using System.Security.Cryptography;

namespace Mes.Build;

static class Node
{
    const int OldestMajor = 20;

    /// <summary>The version of Node.js, or words on how to get one that is new enough.</summary>
    public static async Task<string> CheckAsync(CancellationToken cancellation)
    {
        const string HowTo = "Install Node.js 20 or newer with npm (https://nodejs.org) and try again.";
        if (Which("node") is null || Which(Npm) is null)
        {
            throw new BuildFailure($"node or npm is not in the PATH. {HowTo}");
        }

        var version = (await new Tool("node", "--version").RunAsync(cancellation)).Trim().TrimStart('v');
        return int.TryParse(version.Split('.')[0], out var major) && major >= OldestMajor
            ? version
            : throw new BuildFailure($"Node.js {version} is too old. {HowTo}");
    }

    /// <summary>Brings a folder's packages to what its lock file says; nothing happens when they are.</summary>
    public static async Task InstallAsync(string folder, CancellationToken cancellation)
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"), cancellation);
        var wanted = Convert.ToHexString(SHA256.HashData(lockFile));
        var stamp = Path.Combine(folder, "node_modules", ".installed");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellation) == wanted)
        {
            return;
        }

        await new Tool(Npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline") { Folder = folder }
            .RunAsync(cancellation);
        await File.WriteAllTextAsync(stamp, wanted, cancellation);
    }

    /// <summary>Where a program lies in the PATH, or null.</summary>
    public static string? Which(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Suffixes.Select(suffix => Path.Combine(folder, program + suffix)))
            .FirstOrDefault(File.Exists);

    static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    static string[] Suffixes => OperatingSystem.IsWindows() ? ["", ".exe", ".cmd"] : [""];
}
