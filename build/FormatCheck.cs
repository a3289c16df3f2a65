using System.Diagnostics;

namespace Mes.Build;

/// <summary>The gate of layout and style: one failure when any file is not as dotnet format would write it.</summary>
static class FormatCheck
{
    const string Name = "dotnet format";

    public static async Task<TestOutcome> RunAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var (exitCode, output) = await new Tool("dotnet", "format", Source.Path("Mes.sln"), "--verify-no-changes", "--no-restore")
        {
            Environment = Dotnet.Environment,
        }.TryRunAsync(cancellation);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return exitCode == 0
            ? TestOutcome.None with { Name = Name, Seconds = seconds }
            : TestOutcome.Broken(Name, seconds, output.Replace(Source.Root + "/", "", StringComparison.Ordinal));
    }
}
