using System.Diagnostics;

namespace Mes.Build;

/// <summary>The gate of layout and style: one failure when any file is not as dotnet format would write it.</summary>
static class FormatCheck
{
    const string Name = "dotnet format";

    public static async Task<TestOutcome> RunAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var solution = await TryAsync(["Mes.sln", "--no-restore"], cancellation);
        // No project holds the sources of this program, so only their layout can be looked at here; its build does the rest.
        var ourselves = await TryAsync(["whitespace", "build", "--folder"], cancellation);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return solution.ExitCode == 0 && ourselves.ExitCode == 0
            ? TestOutcome.None with { Name = Name, Seconds = seconds }
            : TestOutcome.Broken(Name, seconds, string.Join('\n', Shorten(solution.Output), Shorten(ourselves.Output)).Trim());
    }

    static Task<(int ExitCode, string Output)> TryAsync(string[] arguments, CancellationToken cancellation) =>
        new Tool("dotnet", ["format", .. arguments, "--verify-no-changes"]) { Environment = Dotnet.Environment }
            .TryRunAsync(cancellation);

    static string Shorten(string output) => output.Replace(Source.Root + "/", "", StringComparison.Ordinal);
}
