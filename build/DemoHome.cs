using System.Security.Cryptography;
using System.Text;

namespace Mes.Build;

/// <summary>
/// The folder that holds everything the demo keeps: database, journal, keys, secrets, logs. It lies outside the clone, because
/// the user under whom Postgres runs may not be able to reach the clone.
/// </summary>
static class DemoHome
{
    public const string Variable = "MES_HOME";
    const string Marker = "mes-home";
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode Passable = OwnerOnly
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static string Root { get; } = Choose();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A folder of the home that only we may enter; made if it is not there.</summary>
    public static string PrivateFolder(string name) => CreateFolder(File(name), OwnerOnly);

    /// <summary>Makes the home if need be. Whoever holds the lock is the only one to run the demo in it.</summary>
    public static FileStream Lock()
    {
        CreateFolder(Root, Passable);
        System.IO.File.WriteAllText(File(Marker), $"Data of the demo in {Source.Root}; ./build.sh clean --data deletes it.\n");
        try
        {
            return new FileStream(File("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new BuildFailure($"The demo in {Root} is running. Stop it first, or set {Variable} to another folder.");
        }
    }

    /// <summary>Writes a file that only we may read, whole or not at all.</summary>
    public static void WriteSecret(string path, string content)
    {
        var unfinished = path + ".new";
        System.IO.File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(unfinished, options))
        {
            writer.Write(content);
        }

        System.IO.File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Deletes the home, and nothing that this program did not make.</summary>
    public static void Delete()
    {
        if (System.IO.File.Exists(File(Marker)))
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    static string CreateFolder(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path).FullName;
        }

        return Directory.CreateDirectory(path, mode).FullName;
    }

    static string Choose()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return Path.GetFullPath(given);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Source.Root)))[..12];
        return PosixUser.ForPostgres is not null
            ? Path.Combine("/var/lib/mes-dev", hash)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state", "mes", hash);
    }
}
