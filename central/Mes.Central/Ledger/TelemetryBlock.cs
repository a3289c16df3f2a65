using Mes.Contracts.Events;
using Mes.Contracts.Telemetry;

namespace Mes.Central.Ledger;

/// <summary>
/// Samples of one tag in one UTC hour as the arrays that are stored (L28). The SQL function <c>telemetry_head_blocks</c> makes
/// the same of rows; a test holds the two together.
/// </summary>
/// <param name="Steps">Microseconds from the sample before; 0 for the first, which is at <paramref name="From"/>.</param>
/// <param name="Status">Null where all are Good.</param>
/// <param name="Slices">Null where opening the samples is as quick.</param>
sealed record TelemetryBlock(
    long Tag, bool Misdated, DateTimeOffset From, DateTimeOffset To, int[] Steps, double?[] Values, int[]? Status,
    TelemetrySlices? Slices)
{
    const int MostSamples = 4_000;

    /// <summary>The blocks of samples that share a tag and an hour and are in order of time.</summary>
    public static IEnumerable<TelemetryBlock> Of(bool misdated, IReadOnlyList<TelemetrySample> samples)
    {
        var times = samples.Select(sample => Microseconds.Of(sample.Time)).ToArray();
        for (var start = 0; start < samples.Count;)
        {
            var end = start + 1;
            while (end < samples.Count && end % MostSamples != 0 && times[end] - times[end - 1] <= int.MaxValue)
            {
                end++;
            }

            yield return Of(misdated, samples, times, start, end);
            start = end;
        }
    }

    static TelemetryBlock Of(bool misdated, IReadOnlyList<TelemetrySample> samples, long[] times, int start, int end)
    {
        var steps = new int[end - start];
        var values = new double?[end - start];
        var status = new int[end - start];
        for (var i = start; i < end; i++)
        {
            steps[i - start] = i == start ? 0 : (int)(times[i] - times[i - 1]);
            values[i - start] = samples[i].Value;
            status[i - start] = unchecked((int)samples[i].Status);
        }

        return new TelemetryBlock(
            samples[start].Tag, misdated, samples[start].Time, samples[end - 1].Time, steps, values,
            status.All(each => each == 0) ? null : status, TelemetrySlices.Of(samples, start, end));
    }
}
