namespace Mes.Ui.Times;

/// <summary>The present, and the zone in which the site reads its clocks.</summary>
public sealed record SiteTime(DateTimeOffset Now, TimeZoneInfo Zone)
{
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    public bool IsToday(DateTimeOffset at) => Local(at).Date == Local(Now).Date;
}
