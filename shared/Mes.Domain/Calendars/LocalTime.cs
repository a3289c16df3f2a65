namespace Mes.Domain.Calendars;

/// <summary>
/// Local wall time to UTC where the clocks change: a time that the day skips becomes the first instant after the skip, one that
/// it has twice the first of the two. So later wall times never come earlier, and shifts that touch go on touching.
/// </summary>
static class LocalTime
{
    public static DateTimeOffset ToUtc(TimeZoneInfo zone, DateTime local)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
