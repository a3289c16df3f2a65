using System.Diagnostics;
using Mes.Domain.Anomalies;

namespace Mes.Benchmarks;

/// <summary>
/// What a sample costs a detector, beside a plain running mean over the same samples in the same run. A figure only where the
/// alarms are those of a straightforward implementation and no memory was taken.
/// </summary>
static class DetectorBenchmark
{
    const int Samples = 1_000_000;
    const int Verified = 200_000;
    const int Passes = 7;

    public static Task<IReadOnlyDictionary<string, double>> RunAsync()
    {
        var samples = Process(Samples);
        var figures = new Dictionary<string, double>();
        foreach (var kind in Enum.GetValues<DetectorKind>())
        {
            var rule = DetectorRule.Default(kind);
            Verify(rule, samples[..Verified]);
            figures[$"detector.{DetectorKindCode.Of(kind).ToLowerInvariant()}_ns_per_sample"] = Measure(() =>
            {
                var detector = Detector.Start(rule);
                var alarms = 0;
                foreach (var sample in samples)
                {
                    alarms += detector.See(sample) is null ? 0 : 1;
                }

                return alarms;
            });
        }

        figures["detector.ns_per_sample"] = figures.Values.Max();
        figures["detector.running_mean_ns_per_sample"] = Measure(() =>
        {
            var (mean, count) = (0.0, 0);
            foreach (var sample in samples)
            {
                mean += (sample - mean) / ++count;
            }

            return mean;
        });
        return Task.FromResult<IReadOnlyDictionary<string, double>>(figures);
    }

    // A value that follows its last one, with a fault of a hundred samples every twenty thousand; the same in every run.
    static double[] Process(int count)
    {
        var random = new Random(4711);
        var samples = new double[count];
        var value = 0.0;
        for (var i = 0; i < count; i++)
        {
            value = (0.9 * value) + random.NextDouble() - 0.5;
            samples[i] = 80 + value + (i % 20_000 >= 19_900 ? 12 : 0);
        }

        return samples;
    }

    static void Verify(DetectorRule rule, double[] samples)
    {
        var detector = Detector.Start(rule);
        var alarms = Enumerable.Range(0, samples.Length).Where(i => detector.See(samples[i]) is not null).ToList();
        if (alarms.Count == 0 || !alarms.SequenceEqual(NaiveDetector.Alarms(rule, samples)))
        {
            throw new BenchmarkFailure($"{rule.Kind} raised {alarms.Count} alarms, and not those of the plain implementation.");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var sample in samples.AsSpan(0, rule.WarmUp))
        {
            detector.See(sample);
        }

        if (GC.GetAllocatedBytesForCurrentThread() != before)
        {
            throw new BenchmarkFailure($"{rule.Kind} takes memory for a sample.");
        }
    }

    /// <summary>Nanoseconds a sample, the median of several passes after one that warms up.</summary>
    static double Measure<T>(Func<T> pass)
    {
        var sink = pass();
        var nanoseconds = new List<double>();
        for (var i = 0; i < Passes; i++)
        {
            var started = Stopwatch.GetTimestamp();
            sink = pass();
            nanoseconds.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / Samples);
        }

        GC.KeepAlive(sink);
        return nanoseconds.Order().ElementAt(Passes / 2);
    }
}
