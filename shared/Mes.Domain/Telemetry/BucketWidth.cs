namespace Mes.Domain.Telemetry;

/// <summary>
/// How wide the buckets of a drawing are. Widths are round; those of a minute or more are whole minutes and divide a day, so that
/// figures kept by the minute fall into one bucket each.
/// </summary>
public static class BucketWidth
{
    const long Second = 1_000_000;
    const long Minute = 60 * Second;
    const long Day = 1440 * Minute;

    static readonly long[] Widths =
    [
        1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
        .. new[] { 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 }.Select(seconds => seconds * Second),
        .. new[] { 1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 30, 32, 36, 40, 45, 48 }
            .Select(minutes => minutes * Minute),
        .. new[] { 60, 72, 80, 90, 96, 120, 144, 160, 180, 240, 288, 360, 480, 720, 1440 }.Select(minutes => minutes * Minute),
    ];

    /// <summary>Microseconds: the least round width at which no more buckets than asked for touch the range.</summary>
    /// <param name="fromUs">First instant, microseconds since 1970.</param>
    /// <param name="toUs">First instant after it.</param>
    /// <param name="points">At least 2.</param>
    public static long For(long fromUs, long toUs, int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(toUs, fromUs);
        foreach (var width in Widths)
        {
            if (Count(fromUs, toUs, width) <= points)
            {
                return width;
            }
        }

        var days = 2L;
        while (Count(fromUs, toUs, days * Day) > points)
        {
            days++;
        }

        return days * Day;
    }

    /// <summary>Where the bucket of an instant begins.</summary>
    public static long Start(long timeUs, long widthUs)
    {
        var into = timeUs % widthUs;
        return timeUs - (into < 0 ? into + widthUs : into);
    }

    /// <summary>Whether figures of whole minutes fall into one bucket each.</summary>
    public static bool HoldsMinutes(long widthUs) => widthUs % Minute == 0;

    static long Count(long fromUs, long toUs, long width) => ((Start(toUs - 1, width) - Start(fromUs, width)) / width) + 1;
}
