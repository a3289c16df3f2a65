namespace Mes.Build;

static class Dotnet
{
    // Build nodes that stay for the next build would outlive a command that promises to leave nothing running.
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
    };

    public static Task BuildAsync(string project, CancellationToken cancellation) =>
        new Tool("dotnet", "build", Source.Path(project), "-c", "Release", "-v", "quiet", "-clp:NoSummary")
        {
            Environment = Environment,
        }.RunAsync(cancellation);
}
