namespace Mes.Domain.Calendars;

/// <summary>What a calendar must fulfil; every fault is told at once.</summary>
static class CalendarRules
{
    public static IReadOnlyList<CalendarFault> Faults(
        string timeZone, IReadOnlyList<DaySpan> shifts, IReadOnlyList<DaySpan> breaks)
    {
        var faults = new List<CalendarFault>();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            faults.Add(new CalendarFault(
                "timeZone", $"'{timeZone}' is no time zone known here; give an IANA name as Europe/Berlin."));
        }

        AddFaultsOfSpans("shifts", shifts, faults);
        AddFaultsOfSpans("breaks", breaks, faults);
        AddRepeatedNames(shifts, faults);
        return faults;
    }

    static void AddFaultsOfSpans(string path, IReadOnlyList<DaySpan> spans, List<CalendarFault> faults)
    {
        // Which span has each minute of the day: at most one may.
        var owner = new DaySpan?[DaySpan.MinutesPerDay];
        for (var i = 0; i < spans.Count; i++)
        {
            var span = spans[i];
            var before = faults.Count;
            if (string.IsNullOrWhiteSpace(span.Name))
            {
                faults.Add(new CalendarFault($"{path}[{i}].name", "Give it a name."));
            }

            if (span.Start is < 0 or >= DaySpan.MinutesPerDay)
            {
                faults.Add(new CalendarFault($"{path}[{i}].start", $"{span.Start} is no minute of a day; use 0 to 1439."));
            }

            if (span.End is < 0 or > DaySpan.MinutesPerDay)
            {
                faults.Add(new CalendarFault($"{path}[{i}].end", $"{span.End} is no minute of a day; use 0 to 1440."));
            }

            if (faults.Count == before && Occupy(owner, span) is { } other)
            {
                faults.Add(new CalendarFault($"{path}[{i}]", $"'{span.Name}' overlaps '{other.Name}'."));
            }
        }
    }

    static DaySpan? Occupy(DaySpan?[] owner, DaySpan span)
    {
        DaySpan? other = null;
        for (var minute = span.Start; minute < span.EndUnwrapped; minute++)
        {
            ref var slot = ref owner[minute % DaySpan.MinutesPerDay];
            other ??= slot;
            slot ??= span;
        }

        return other;
    }

    static void AddRepeatedNames(IReadOnlyList<DaySpan> shifts, List<CalendarFault> faults)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < shifts.Count; i++)
        {
            if (!names.Add(shifts[i].Name))
            {
                faults.Add(new CalendarFault($"shifts[{i}].name", $"'{shifts[i].Name}' is an earlier shift's name already."));
            }
        }
    }
}
