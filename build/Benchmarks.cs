namespace Mes.Build;

/// <summary>The bench command: tests/Mes.Benchmarks holds the benchmarks and writes their figures.</summary>
static class Benchmarks
{
    public static async Task<int> RunAsync(string? name, CancellationToken cancellation)
    {
        const string Project = "tests/Mes.Benchmarks";
        await Step.RunAsync("Build of the benchmarks", () => Dotnet.BuildAsync(Project, cancellation));
        string[] arguments = name is null ? [] : [name];
        var program = Source.Program(Project, "Mes.Benchmarks");
        return await new Tool("dotnet", [program, .. arguments]).RunOnConsoleAsync(cancellation);
    }
}
