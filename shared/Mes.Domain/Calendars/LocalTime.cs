namespace Mes.Domain.Calendars;

/// <summary>
/// Local wall time to UTC where the clocks change: the first instant at which the wall clock shows that time or a later one. A
/// time
/// that the day skips so becomes the end of the skip, one that it has twice the first of the two; later wall times never come
/// earlier, and shifts that touch go on touching.
/// </summary>
static class LocalTime
{
    static readonly TimeSpan Resolution = TimeSpan.FromMinutes(1);

    public static DateTimeOffset ToUtc(TimeZoneInfo zone, DateTime local)
    {
        var nominal = new DateTimeOffset(local, TimeSpan.Zero);
        var before = zone.GetUtcOffset(nominal.AddDays(-1));
        var byBefore = nominal - before;
        var after = zone.GetUtcOffset(byBefore);
        if (after == before)
        {
            return byBefore;
        }

        var byAfter = nominal - after;
        return zone.GetUtcOffset(byAfter) == after ? byAfter : ChangeBefore(zone, byBefore, after);
    }

    // Skipped: the clocks changed to this offset somewhere in the day before. Changes fall on whole minutes.
    static DateTimeOffset ChangeBefore(TimeZoneInfo zone, DateTimeOffset changed, TimeSpan offset)
    {
        var unchanged = changed.AddDays(-2);
        while (changed - unchanged > Resolution)
        {
            var middle = unchanged + (Resolution * Math.Floor((changed - unchanged) / Resolution / 2));
            (unchanged, changed) = zone.GetUtcOffset(middle) == offset ? (unchanged, middle) : (middle, changed);
        }

        return changed;
    }
}
