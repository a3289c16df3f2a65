using System.Diagnostics;

namespace Mes.Build;

/// <summary>The test command: builds once, gives the tests what they need, runs them and counts.</summary>
static class TestRun
{
    // Three at a time, as tests mostly wait; the whole product in action gets the machine for itself.
    const int AtATime = 3;
    const string WholeProduct = "Mes.EndToEnd";

    static string Results => Source.Path("artifacts", "test");

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        if (Directory.Exists(Results))
        {
            Directory.Delete(Results, recursive: true);
        }

        await Node.CheckAsync(stop);
        await Step.RunAsync("Simulator's npm packages", () => Node.InstallAsync(Source.Path("tests", "simulator"), stop));
        await Step.RunAsync("Build", () => Dotnet.BuildAsync("Mes.sln", stop));
        var chromium = await Step.RunAsync("Browser", () => Chromium.FindAsync(stop));
        await Step.RunAsync("Broker", () => Mosquitto.FindAsync(stop));
        await using var postgres = await Step.RunAsync(
            "Throw-away Postgres", () => TestPostgres.StartAsync(TestPostgres.ForTests, stop));

        var environment = new Dictionary<string, string> { ["MES_TEST_POSTGRES"] = postgres.ConnectionString };
        if (chromium is not null)
        {
            environment["MES_TEST_CHROMIUM"] = chromium;
        }

        var outcomes = await RunProjectsAsync(environment, stop);
        var total = outcomes.Aggregate(TestOutcome.None, (sum, outcome) => sum + outcome);
        Console.WriteLine($"\n{Stopwatch.GetElapsedTime(started).TotalMinutes:0.0} minutes; details in {Results}");
        Console.WriteLine($"{total.Passed} passed, {total.Failed} failed, {total.Skipped} skipped");
        return total.Failed == 0 && total.Passed > 0 ? 0 : 1;
    }

    static async Task<IReadOnlyList<TestOutcome>> RunProjectsAsync(Dictionary<string, string> environment, CancellationToken stop)
    {
        var projects = Directory.GetFiles(Source.Path("tests"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(TestProject.IsOne)
            .Order()
            .ToArray();
        var outcomes = new List<TestOutcome>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stop };

        Func<CancellationToken, Task<TestOutcome>>[] besideEachOther =
        [
            FormatCheck.RunAsync,
            .. projects.Where(name => name != WholeProduct).Select(Run),
        ];
        await Parallel.ForEachAsync(besideEachOther, options, async (run, token) => Report(await run(token)));
        foreach (var run in projects.Where(name => name == WholeProduct).Select(Run))
        {
            Report(await run(stop));
        }

        return outcomes;

        Func<CancellationToken, Task<TestOutcome>> Run(string name) =>
            token => TestProject.RunAsync(name, Results, environment, token);

        void Report(TestOutcome outcome)
        {
            lock (outcomes)
            {
                outcomes.Add(outcome);
                outcome.Print();
            }
        }
    }
}
