namespace Mes.Domain.Telemetry;

/// <summary>
/// Largest-Triangle-Three-Buckets: of many points the few that keep the shape of the line. Source: Sveinn Steinarsson,
/// <i>Downsampling Time Series for Visual Representation</i>, University of Iceland 2013, section 4.2.
/// </summary>
public static class Lttb
{
    /// <summary>
    /// Which points to keep, as rising indexes: the first, the last, and of each of the equal parts between them the one that
    /// spans the largest triangle with the point kept before it and the mean of the part after it; of equal ones the first.
    /// </summary>
    /// <param name="times">Rising; any unit.</param>
    /// <param name="values">As many as times, finite.</param>
    /// <param name="points">How many to keep, at least 2; all are kept where there are no more.</param>
    /// <exception cref="ArgumentException">Not as many values as times.</exception>
    public static int[] Select(ReadOnlySpan<long> times, ReadOnlySpan<double> values, int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        if (times.Length != values.Length)
        {
            throw new ArgumentException($"{times.Length} times and {values.Length} values.", nameof(values));
        }

        if (times.Length <= points)
        {
            return [.. Enumerable.Range(0, times.Length)];
        }

        var kept = new int[points];
        kept[^1] = times.Length - 1;
        for (var part = 1; part < points - 1; part++)
        {
            var (start, end) = (Start(part, times.Length, points), Start(part + 1, times.Length, points));
            var afterEnd = part == points - 2 ? times.Length : Start(part + 2, times.Length, points);
            var (meanTime, meanValue) = Mean(times[end..afterEnd], values[end..afterEnd], times[0]);
            kept[part] = start + Largest(
                times[start..end], values[start..end], times[0],
                (times[kept[part - 1]] - times[0], values[kept[part - 1]]), (meanTime, meanValue));
        }

        return kept;
    }

    // The parts share the points between the first and the last equally.
    static int Start(int part, int count, int points) => (int)((long)(part - 1) * (count - 2) / (points - 2)) + 1;

    // Times are taken from the first one: differences of microseconds since 1970 would lose their last digits in a double.
    static (double Time, double Value) Mean(ReadOnlySpan<long> times, ReadOnlySpan<double> values, long origin)
    {
        var (time, value) = (0.0, 0.0);
        for (var i = 0; i < times.Length; i++)
        {
            time += times[i] - origin;
            value += values[i];
        }

        return (time / times.Length, value / times.Length);
    }

    static int Largest(
        ReadOnlySpan<long> times, ReadOnlySpan<double> values, long origin, (double Time, double Value) before,
        (double Time, double Value) after)
    {
        var (best, largest) = (0, -1.0);
        for (var i = 0; i < times.Length; i++)
        {
            var area = Math.Abs(
                ((before.Time - after.Time) * (values[i] - before.Value))
                - ((before.Time - (times[i] - origin)) * (after.Value - before.Value)));
            if (area > largest)
            {
                (best, largest) = (i, area);
            }
        }

        return best;
    }
}
