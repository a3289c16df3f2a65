using Mes.Benchmarks;

var benchmarks = new Dictionary<string, Func<Task<IReadOnlyDictionary<string, double>>>>
{
    ["start"] = StartBenchmark.RunAsync,
    ["telemetry"] = TelemetryBenchmark.RunAsync,
    ["test"] = TestBenchmark.RunAsync,
};

if (args is [var unknown] && !benchmarks.ContainsKey(unknown))
{
    Console.Error.WriteLine($"There is no benchmark {unknown}; there are {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

foreach (var (name, runAsync) in benchmarks.Where(benchmark => args.Length == 0 || args[0] == benchmark.Key))
{
    Console.WriteLine($"{name} ...");
    try
    {
        Figures.Merge(await runAsync());
    }
    catch (BenchmarkFailure failure)
    {
        Console.Error.WriteLine($"{name} gives no figure: {failure.Message}");
        return 1;
    }
}

return 0;
