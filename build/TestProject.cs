using System.Diagnostics;
using System.Xml.Linq;

namespace Mes.Build;

/// <summary>Runs one built test project and reads what it says of itself.</summary>
static class TestProject
{
    const int StackLines = 6;
    const int MessageLines = 25;
    static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static bool IsOne(string name) =>
        name.EndsWith(".Tests", StringComparison.Ordinal) || name.EndsWith(".EndToEnd", StringComparison.Ordinal);

    public static async Task<TestOutcome> RunAsync(
        string name, string results, Dictionary<string, string> environment, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var report = Path.Combine(results, name + ".trx");
        var (exitCode, output) = await new Tool(
            "dotnet", "test", Source.Program($"tests/{name}", name),
            "--results-directory", results, "--logger", $"trx;LogFileName={name}.trx",
            "--blame-hang-timeout", "5m", "--blame-hang-dump-type", "none")
        {
            Environment = environment,
        }.TryRunAsync(cancellation);

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await File.WriteAllTextAsync(Path.Combine(results, name + ".log"), output, cancellation);
        if (!File.Exists(report))
        {
            return TestOutcome.Broken(name, seconds, output);
        }

        var outcome = Read(name, XDocument.Load(report), seconds);
        return exitCode != 0 && outcome.Failed == 0
            ? TestOutcome.Broken(name, seconds, output) + outcome with { Name = name, Notes = [output] }
            : outcome;
    }

    static TestOutcome Read(string name, XDocument report, double seconds)
    {
        var tests = report.Descendants(Trx + "UnitTestResult").ToLookup(test => (string?)test.Attribute("outcome"));
        var failed = tests["Failed"].Concat(tests["Error"]).Concat(tests["Timeout"]).Concat(tests["Aborted"]).ToArray();
        return new TestOutcome(
            name,
            Passed: tests["Passed"].Count(),
            Failed: failed.Length,
            Skipped: tests["NotExecuted"].Count(),
            seconds,
            [.. failed.Select(Describe), .. tests["NotExecuted"].Select(Reason).Distinct()]);
    }

    static string Describe(XElement test)
    {
        var error = test.Descendants(Trx + "ErrorInfo").FirstOrDefault();
        return string.Join('\n', [
            $"FAILED {(string?)test.Attribute("testName")}",
            .. Head(error?.Element(Trx + "Message"), MessageLines),
            .. Head(error?.Element(Trx + "StackTrace"), MessageLines).Where(IsOurs).Take(StackLines)]);
    }

    // The framework's own frames say nothing of what went wrong.
    static bool IsOurs(string frame) => frame.TrimStart().StartsWith("at Mes.", StringComparison.Ordinal);

    static string Reason(XElement skipped)
    {
        var message = skipped.Descendants(Trx + "Message").FirstOrDefault()?.Value ?? "no reason given";
        return $"skipped: {message.Trim()}";
    }

    static IEnumerable<string> Head(XElement? text, int lines) =>
        text is null ? [] : text.Value.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Take(lines);
}
