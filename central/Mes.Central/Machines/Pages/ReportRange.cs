using System.Globalization;
using Mes.Ui.Times;

namespace Mes.Central.Machines.Pages;

/// <summary>The time that a page shows: [From, To).</summary>
/// <param name="Name">The shift's name, or null for a time of another kind.</param>
public sealed record ReportRange(DateTimeOffset From, DateTimeOffset To, string? Name)
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(100);
    static readonly TimeSpan WithoutShift = TimeSpan.FromHours(8);

    /// <summary>What the address asks for; null where it cannot be read or makes no sense.</summary>
    /// <param name="running">The running shift; null outside shifts.</param>
    /// <param name="last">The newest shift that is over; null before the first.</param>
    public static ReportRange? Of(PageQuery query, ShiftOee? running, ShiftOee? last, SiteTime time) => query switch
    {
        { From: not null } or { To: not null } => Custom(query, time),
        { Range: PageQuery.Today } => Today(time),
        { Range: PageQuery.LastShift } when last is not null => new(last.From, last.To, last.ShiftName),
        _ when running is not null => new(running.From, running.To, running.ShiftName),
        _ => new(time.Now - WithoutShift, time.Now, null),
    };

    static ReportRange? Custom(PageQuery query, SiteTime time) =>
        Read(query.From, time) is { } from && Read(query.To, time) is { } to && from < to && to - from <= Longest
            ? new(from, to, null)
            : null;

    static ReportRange Today(SiteTime time)
    {
        var midnight = time.Local(time.Now).Date;
        return new(Instant(midnight, time), Instant(midnight.AddDays(1), time), null);
    }

    // A link of ours names an instant; a date field gives the site's local time.
    static DateTimeOffset? Read(string? text, SiteTime time)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read))
        {
            return null;
        }

        return read.Kind == DateTimeKind.Unspecified ? Instant(read, time) : new DateTimeOffset(read.ToUniversalTime());
    }

    // An hour that a change of clocks leaves out is read as the one that follows.
    static DateTimeOffset Instant(DateTime local, SiteTime time)
    {
        var existing = time.Zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(existing, time.Zone.GetUtcOffset(existing)).ToUniversalTime();
    }
}
