using Mes.Central.Configuration;
using Mes.Ui.Times;

namespace Mes.Central.Web;

/// <summary>The present in the site's zone.</summary>
sealed class SiteClock(CentralConfiguration configuration, TimeProvider clock)
{
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(configuration.Site.TimeZone);

    public SiteTime Now => new(clock.GetUtcNow(), Zone);
}
