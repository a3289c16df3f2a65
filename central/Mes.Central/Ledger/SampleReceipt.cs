using Mes.Contracts.Telemetry;

namespace Mes.Central.Ledger;

/// <summary>The samples of one receipt by how they are stored: a tag's long runs as blocks, the rest as rows (L28).</summary>
/// <param name="At">The receipt.</param>
/// <param name="Blocks">Runs of an hour of one tag.</param>
/// <param name="Rows">All others, in the order in which they came.</param>
sealed record SampleReceipt(
    DateTimeOffset At, IReadOnlyList<TelemetryBlock> Blocks, IReadOnlyList<(TelemetrySample Sample, bool Misdated)> Rows)
{
    const int ShortestRun = 64;

    static readonly TimeSpan OldestSample = TimeSpan.FromDays(400);
    static readonly TimeSpan NewestSample = TimeSpan.FromDays(1);

    /// <summary>The days, in UTC, that the blocks lie in.</summary>
    public IEnumerable<DateOnly> Days => Blocks.Select(block => DateOnly.FromDateTime(block.From.UtcDateTime)).Distinct();

    public static SampleReceipt Of(IEnumerable<ReceivedSegment> segments, DateTimeOffset now)
    {
        var runs = new Dictionary<(long Tag, long Hour, bool Misdated), List<TelemetrySample>>();
        foreach (var sample in segments.SelectMany(segment => segment.Segment.Samples))
        {
            // A time that cannot be true would fall out of every query and every retention: the receipt stands in, flagged
            // (L28).
            var misdated = sample.Time < now - OldestSample || sample.Time > now + NewestSample;
            var kept = misdated ? sample with { Time = now } : sample;
            var key = (kept.Tag, kept.Time.UtcTicks / TimeSpan.TicksPerHour, misdated);
            if (!runs.TryGetValue(key, out var run))
            {
                runs[key] = run = [];
            }

            run.Add(kept);
        }

        // OrderBy is stable: samples of one instant stay in the order in which they came.
        return new SampleReceipt(
            now,
            [
                .. runs.Where(run => run.Value.Count >= ShortestRun).SelectMany(run =>
                    TelemetryBlock.Of(run.Key.Misdated, [.. run.Value.OrderBy(sample => sample.Time)])),
            ],
            [
                .. runs.Where(run => run.Value.Count < ShortestRun)
                    .SelectMany(run => run.Value.Select(sample => (sample, run.Key.Misdated))),
            ]);
    }
}
