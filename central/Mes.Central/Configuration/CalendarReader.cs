using Mes.Contracts.Events;

namespace Mes.Central.Configuration;

/// <summary>
/// The <c>calendar</c> of the file. <c>shifts</c> is a list of <c>{name, start, end}</c>, or, for a test that must not wait
/// eight hours, the rule <c>{everyMinutes, name}</c>: equal shifts round the clock.
/// </summary>
static class CalendarReader
{
    const int MinutesOfDay = 24 * 60;

    // 1,440 shifts of one minute are one event of at most 64 KiB.
    const int RuleNameLength = 8;

    public static IReadOnlyList<CalendarSpan> ShiftsOf(JsonSection calendar, out IReadOnlyList<CalendarSpan> breaks)
    {
        var shifts = calendar.IsObject("shifts") ? ByRule(calendar.Section("shifts")) : Listed(calendar, "shifts", required: true);
        breaks = Listed(calendar, "breaks", required: false);
        calendar.RefuseOthers();
        return shifts;
    }

    static List<CalendarSpan> ByRule(JsonSection rule)
    {
        var minutes = rule.Number("everyMinutes", 1, MinutesOfDay);
        var name = rule.Text("name", RuleNameLength);
        rule.RefuseOthers();
        if (MinutesOfDay % minutes != 0)
        {
            rule.Fault("everyMinutes", $"{minutes} does not divide the {MinutesOfDay} minutes of a day.");
        }

        return [.. Enumerable.Range(0, MinutesOfDay / minutes).Select(index =>
            new CalendarSpan(name, index * minutes, (index + 1) * minutes % MinutesOfDay))];
    }

    static List<CalendarSpan> Listed(JsonSection calendar, string member, bool required)
    {
        var spans = new List<CalendarSpan>();
        foreach (var section in calendar.List(member, required))
        {
            var name = section.Text("name", 40);
            var (start, end) = (section.TimeOfDay("start"), section.TimeOfDay("end"));
            section.RefuseOthers();
            if (start is not { } from || end is not { } to)
            {
                continue;
            }

            var span = new CalendarSpan(name, from, to);
            if (spans.FirstOrDefault(other => Overlap(span, other)) is { } taken)
            {
                section.Fault("start", $"{name} overlaps {taken.Name}.");
            }

            spans.Add(span);
        }

        return spans;
    }

    static bool Overlap(CalendarSpan one, CalendarSpan other) =>
        MinutesAfter(one.Start, other.Start) < LengthOf(one) || MinutesAfter(other.Start, one.Start) < LengthOf(other);

    static int LengthOf(CalendarSpan span) => span.End > span.Start ? span.End - span.Start : span.End + MinutesOfDay - span.Start;

    static int MinutesAfter(int start, int minute) => (minute - start + MinutesOfDay) % MinutesOfDay;
}
