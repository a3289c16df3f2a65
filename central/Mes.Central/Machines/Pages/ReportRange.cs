using System.Globalization;
using Mes.Central.Plant;
using Mes.Domain.Calendars;
using Mes.Ui.Performance;
using Mes.Ui.Times;

namespace Mes.Central.Machines.Pages;

/// <summary>The time that a page shows: [From, To).</summary>
/// <param name="Name">The shift's name, or null for a time of another kind.</param>
public sealed record ReportRange(DateTimeOffset From, DateTimeOffset To, string? Name)
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(100);
    static readonly TimeSpan WithoutShift = TimeSpan.FromHours(8);

    // Long enough for a plant that rests over a weekend or a holiday.
    static readonly TimeSpan LastShiftWithin = TimeSpan.FromDays(14);

    const int DaysAWeek = 7;

    /// <summary>What the address asks for; null where it cannot be read or makes no sense.</summary>
    internal static ReportRange? Of(PageQuery query, SiteCalendar calendar, SiteTime time) => query switch
    {
        { IsCustom: true } => Custom(query, time),
        { Range: TimeRange.Today } => Days(0, 1, time),
        { Range: TimeRange.Week } => Week(time),
        { Range: TimeRange.LastShift } when LastShift(calendar, time.Now) is { } last => last,
        _ when calendar.ShiftAt(time.Now)?.Shift is { } running => Of(running),
        _ => new(time.Now - WithoutShift, time.Now, null),
    };

    static ReportRange Of(Shift shift) => new(shift.From, shift.To, shift.Name);

    static ReportRange? LastShift(SiteCalendar calendar, DateTimeOffset now) =>
        calendar.ShiftsOverlapping(now - LastShiftWithin, now).LastOrDefault(planned => planned.Shift.To <= now) is { } last
            ? Of(last.Shift)
            : null;

    static ReportRange? Custom(PageQuery query, SiteTime time) =>
        Read(query.From, time) is { } from && Read(query.To, time) is { } to && from < to && to - from <= Longest
            ? new(from, to, null)
            : null;

    // Weeks begin on Monday (ISO 8601).
    static ReportRange Week(SiteTime time)
    {
        var sinceMonday = ((int)time.Local(time.Now).DayOfWeek + DaysAWeek - (int)DayOfWeek.Monday) % DaysAWeek;
        return Days(-sinceMonday, DaysAWeek - sinceMonday, time);
    }

    /// <summary>From one midnight to another, in days from today's.</summary>
    static ReportRange Days(int from, int to, SiteTime time)
    {
        var midnight = time.Local(time.Now).Date;
        return new(Instant(midnight.AddDays(from), time), Instant(midnight.AddDays(to), time), null);
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
