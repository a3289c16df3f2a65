using System.Globalization;
using Mes.Contracts.Events;
using Mes.Domain.Calendars;

namespace Mes.Central.Configuration;

/// <summary>
/// The <c>calendar</c> of the file. <c>shifts</c> is a list of <c>{name, start, end}</c>, or, for a test that must not wait
/// eight hours, the rule <c>{everyMinutes}</c>: equal shifts round the clock, each named by its start.
/// </summary>
static class CalendarReader
{
    const int MinutesOfDay = 24 * 60;

    // Only what it says of shifts and breaks is asked for; the site's zone is checked where it stands.
    const string AnyZone = "UTC";

    public static IReadOnlyList<CalendarSpan> ShiftsOf(JsonSection calendar, out IReadOnlyList<CalendarSpan> breaks)
    {
        var before = calendar.Faults;
        var shifts = calendar.IsObject("shifts") ? ByRule(calendar.Section("shifts")) : Listed(calendar, "shifts", required: true);
        breaks = Listed(calendar, "breaks", required: false);
        calendar.RefuseOthers();

        // Entries with faults of their own are left out of the lists, which would shift the numbers in what is said here.
        if (calendar.Faults == before)
        {
            foreach (var fault in ShiftCalendar.Faults(AnyZone, DaySpansOf(shifts), DaySpansOf(breaks)))
            {
                calendar.Fault(fault.Path, fault.Message);
            }
        }

        return shifts;
    }

    static List<CalendarSpan> ByRule(JsonSection rule)
    {
        var minutes = rule.Number("everyMinutes", 1, MinutesOfDay) ?? MinutesOfDay;
        rule.RefuseOthers();
        if (MinutesOfDay % minutes != 0)
        {
            rule.Fault("everyMinutes", $"{minutes} does not divide the {MinutesOfDay} minutes of a day.");
        }

        return [.. Enumerable.Range(0, MinutesOfDay / minutes).Select(index =>
            new CalendarSpan(NameOf(index * minutes), index * minutes, (index + 1) * minutes % MinutesOfDay))];
    }

    static List<CalendarSpan> Listed(JsonSection calendar, string member, bool required)
    {
        var spans = new List<CalendarSpan>();
        foreach (var section in calendar.List(member, required))
        {
            var name = section.Text("name", 40);
            var (start, end) = (section.TimeOfDay("start"), section.TimeOfDay("end"));
            section.RefuseOthers();
            if (start is { } from && end is { } to)
            {
                spans.Add(new CalendarSpan(name, from, to));
            }
        }

        return spans;
    }

    static string NameOf(int minute) => TimeOnly.MinValue.AddMinutes(minute).ToString("HH:mm", CultureInfo.InvariantCulture);

    static List<DaySpan> DaySpansOf(IReadOnlyList<CalendarSpan> spans) =>
        [.. spans.Select(span => new DaySpan(span.Name, span.Start, span.End))];
}
