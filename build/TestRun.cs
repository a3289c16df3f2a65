namespace Mes.Build;

static class TestRun
{
    public static Task<int> RunAsync(CancellationToken cancellation) => throw new BuildFailure($"not yet {cancellation}");
}

static class Benchmarks
{
    public static Task<int> RunAsync(string? name, CancellationToken cancellation) => throw new BuildFailure($"not yet {name} {cancellation}");
}
