namespace Mes.Build;

/// <summary>The user under whom Postgres runs when we are root, which Postgres itself refuses to be.</summary>
sealed record PosixUser(string Name, string Id, string GroupId)
{
    /// <summary>The user <c>postgres</c> if the machine has one, else <c>nobody</c>; null when we are not root.</summary>
    public static PosixUser? ForPostgres { get; } = Find();

    /// <summary>The command that runs as this user.</summary>
    public IReadOnlyList<string> Wrap(IEnumerable<string> command) =>
        ["setpriv", $"--reuid={Id}", $"--regid={GroupId}", "--clear-groups", "--", .. command];

    public Task OwnAsync(string path, CancellationToken cancellation) =>
        new Tool("chown", "-R", $"{Id}:{GroupId}", path).RunAsync(cancellation);

    static PosixUser? Find()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToArray();
        string[] wanted = ["postgres", "nobody"];
        return wanted.SelectMany(name => users.Where(fields => fields[0] == name))
            .Select(fields => new PosixUser(fields[0], fields[2], fields[3]))
            .FirstOrDefault()
            ?? throw new BuildFailure("Postgres refuses to run as root, and there is neither a user postgres nor nobody.");
    }
}
