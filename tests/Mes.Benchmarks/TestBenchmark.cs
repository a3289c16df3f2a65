using System.Diagnostics;
using Mes.Testing;

namespace Mes.Benchmarks;

/// <summary>How long <c>./build.sh test</c> takes from a fresh clone; a figure only when every test passed.</summary>
static class TestBenchmark
{
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    public static async Task<IReadOnlyDictionary<string, double>> RunAsync()
    {
        using var clone = await Clone.CreateAsync();
        var started = Stopwatch.GetTimestamp();
        await using var test = RunningProcess.Start(Path.Combine(clone.Root, "build.sh"), ["test"]);
        var exitCode = await test.ExitAsync(Timeout);
        var minutes = Stopwatch.GetElapsedTime(started).TotalMinutes;
        return exitCode == 0
            ? new Dictionary<string, double> { ["test.minutes"] = minutes }
            : throw new BenchmarkFailure("tests failed:\n" + string.Join('\n', test.Lines.TakeLast(60)));
    }
}
