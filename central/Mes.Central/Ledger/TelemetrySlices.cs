using Mes.Contracts.Telemetry;
using Mes.Domain.Telemetry;

namespace Mes.Central.Ledger;

/// <summary>What each minute of a block comes to, so that wide ranges are drawn without opening the samples.</summary>
/// <param name="Minute">Of the hour.</param>
/// <param name="Low">The least usable value; null where there is none. Likewise <paramref name="High"/> and the sum.</param>
sealed record TelemetrySlices(
    short[] Minute, int[] Samples, int[] Usable, int[] Uncertain, double?[] Low, double?[] High, double?[] Sum)
{
    const int FewestSamples = 240;
    const int FewestAMinute = 10;

    /// <summary>Null where opening the samples is as quick.</summary>
    public static TelemetrySlices? Of(IReadOnlyList<TelemetrySample> samples, int start, int end)
    {
        if (end - start < FewestSamples)
        {
            return null;
        }

        var minutes = new List<(short Minute, Tally Tally)>();
        for (var i = start; i < end; i++)
        {
            var minute = (short)samples[i].Time.UtcDateTime.Minute;
            if (minutes.Count == 0 || minutes[^1].Minute != minute)
            {
                minutes.Add((minute, default));
            }

            minutes[^1] = (minute, minutes[^1].Tally.With(samples[i].Value, samples[i].Status));
        }

        return end - start < FewestAMinute * minutes.Count
            ? null
            : new TelemetrySlices(
                [.. minutes.Select(each => each.Minute)], [.. minutes.Select(each => each.Tally.Samples)],
                [.. minutes.Select(each => each.Tally.Usable)], [.. minutes.Select(each => each.Tally.Uncertain)],
                Known(each => each.Low), Known(each => each.High), Known(each => each.Sum));

        double?[] Known(Func<Tally, double> part) =>
            [.. minutes.Select(each => each.Tally.Usable == 0 ? (double?)null : part(each.Tally))];
    }
}
