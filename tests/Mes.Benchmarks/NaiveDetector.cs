using Mes.Domain.Anomalies;

namespace Mes.Benchmarks;

/// <summary>The same rules, written down as the formulas stand in the books; slow, and with all samples at hand.</summary>
static class NaiveDetector
{
    /// <summary>Numbers of the samples at which an alarm opens.</summary>
    public static List<int> Alarms(DetectorRule rule, double[] samples)
    {
        var signals = rule.Kind switch
        {
            DetectorKind.ZScore => RollingZ(rule, samples),
            DetectorKind.Cusum => Cusum(rule, samples),
            _ => Ewma(rule, samples),
        };
        var alarms = new List<int>();
        var (isOpen, clear) = (false, 0);
        for (var i = 0; i < samples.Length; i++)
        {
            if (signals[i] && !isOpen)
            {
                alarms.Add(i);
            }

            clear = signals[i] ? 0 : clear + 1;
            isOpen = signals[i] || (isOpen && clear < rule.ClearAfter);
        }

        return alarms;
    }

    static bool[] RollingZ(DetectorRule rule, double[] samples)
    {
        var signals = new bool[samples.Length];
        for (var i = Math.Max(rule.WarmUp, rule.Window); i < samples.Length; i++)
        {
            var (mean, deviation) = Describe(samples.AsSpan(i - rule.Window, rule.Window));
            signals[i] = Math.Abs(samples[i] - mean) > rule.Threshold * deviation;
        }

        return signals;
    }

    static bool[] Cusum(DetectorRule rule, double[] samples)
    {
        var signals = new bool[samples.Length];
        var (mean, deviation) = Describe(samples.AsSpan(0, rule.WarmUp));
        var (high, low) = (0.0, 0.0);
        for (var i = rule.WarmUp; i < samples.Length; i++)
        {
            var z = (samples[i] - mean) / deviation;
            high = Math.Max(0, high + z - rule.Slack);
            low = Math.Max(0, low - z - rule.Slack);
            signals[i] = high > rule.Threshold || low > rule.Threshold;
            high = high > rule.Threshold ? 0 : high;
            low = low > rule.Threshold ? 0 : low;
        }

        return signals;
    }

    static bool[] Ewma(DetectorRule rule, double[] samples)
    {
        var signals = new bool[samples.Length];
        var (mean, deviation) = Describe(samples.AsSpan(0, rule.WarmUp));
        var reach = rule.Threshold * deviation * Math.Sqrt(rule.Weight / (2 - rule.Weight));
        var average = mean;
        for (var i = rule.WarmUp; i < samples.Length; i++)
        {
            average = (rule.Weight * samples[i]) + ((1 - rule.Weight) * average);
            signals[i] = Math.Abs(average - mean) > reach;
        }

        return signals;
    }

    static (double Mean, double Deviation) Describe(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, Math.Sqrt(squares / (values.Length - 1)));
    }
}
