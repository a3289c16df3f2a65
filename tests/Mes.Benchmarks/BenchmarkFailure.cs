namespace Mes.Benchmarks;

/// <summary>What was measured did not work, so there is no figure.</summary>
sealed class BenchmarkFailure(string message) : Exception(message);
