namespace Mes.Build;

/// <summary>The bench command: tests/Mes.Benchmarks holds the benchmarks and writes their figures.</summary>
static class Bench
{
    public static async Task<int> RunAsync(string? name, CancellationToken stop)
    {
        const string Project = "tests/Mes.Benchmarks";
        await Node.CheckAsync(stop);
        await Step.RunAsync("Simulator's npm packages", () => Node.InstallAsync(Source.Path("tests", "simulator"), stop));
        await Step.RunAsync("Build of the benchmarks", () => Dotnet.BuildAsync(Project, stop));
        await using var postgres = await Step.RunAsync(
            "Throw-away Postgres", () => TestPostgres.StartAsync(TestPostgres.ForBenchmarks, stop));
        string[] arguments = name is null ? [] : [name];
        return await new Tool("dotnet", [Source.Program(Project, "Mes.Benchmarks"), .. arguments])
        {
            Environment = new Dictionary<string, string> { ["MES_TEST_POSTGRES"] = postgres.ConnectionString },
        }.RunOnConsoleAsync(stop);
    }
}
