namespace Mes.Ui.Times;

/// <summary>The present in the site's zone.</summary>
public sealed class SiteClock(TimeProvider clock, TimeZoneInfo zone)
{
    public TimeZoneInfo Zone => zone;

    public SiteTime Now => new(clock.GetUtcNow(), zone);
}
