using Mes.Benchmarks;
using NUnit.Framework;

var benchmarks = new Dictionary<string, Func<Task<IReadOnlyDictionary<string, double>>>>
{
    ["mqtt"] = MqttBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
    ["telemetry"] = TelemetryBenchmark.RunAsync,
    ["test"] = TestBenchmark.RunAsync,
    ["opcua"] = OpcUaBenchmark.RunAsync,
    ["latency"] = LineBenchmark.LatencyAsync,
    ["memory"] = LineBenchmark.MemoryAsync,
    ["detector"] = DetectorBenchmark.RunAsync,
};

if (args is [var unknown] && !benchmarks.ContainsKey(unknown))
{
    Console.Error.WriteLine($"There is no benchmark {unknown}; there are {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

var failed = false;
foreach (var (name, runAsync) in benchmarks.Where(benchmark => args.Length == 0 || args[0] == benchmark.Key))
{
    Console.WriteLine($"{name} ...");
    try
    {
        Figures.Merge(await runAsync());
    }
    catch (Exception failure) when (failure is BenchmarkFailure or ResultStateException)
    {
        // The others may still be measured.
        Console.Error.WriteLine($"{name} gives no figure: {failure.Message}");
        failed = true;
    }
}

return failed ? 1 : 0;
