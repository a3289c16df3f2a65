namespace Mes.Domain.Calendars;

/// <summary>
/// When a site works. Shifts are given in whole minutes of the local day, so one over a change of the clocks is an hour shorter
/// or
/// longer; a shift that the change leaves no time does not take place that day.
/// </summary>
public sealed class ShiftCalendar
{
    /// <summary>Clocks are never set back by more: wall time is looked at that much wider than the instants asked for.</summary>
    static readonly TimeSpan ClockChangeMax = TimeSpan.FromHours(3);

    readonly TimeZoneInfo _zone;
    readonly IReadOnlyList<DaySpan> _shifts;
    readonly IReadOnlyList<DaySpan> _breaks;

    /// <param name="timeZone">IANA name.</param>
    /// <param name="shifts">Every day's shifts; none overlaps another.</param>
    /// <param name="breaks">Every day's planned breaks; none overlaps another.</param>
    /// <exception cref="ArgumentException">Names every fault; <see cref="Faults"/> tells them beforehand.</exception>
    public ShiftCalendar(string timeZone, IReadOnlyList<DaySpan> shifts, IReadOnlyList<DaySpan> breaks)
    {
        var faults = Faults(timeZone, shifts, breaks);
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', faults.Select(fault => $"{fault.Path}: {fault.Message}")));
        }

        _zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        _shifts = [.. shifts.OrderBy(shift => shift.Start)];
        _breaks = [.. breaks.OrderBy(pause => pause.Start)];
    }

    /// <summary>All that makes such a calendar unusable; empty where it can be built.</summary>
    public static IReadOnlyList<CalendarFault> Faults(
        string timeZone, IReadOnlyList<DaySpan> shifts, IReadOnlyList<DaySpan> breaks) =>
        CalendarRules.Faults(timeZone, shifts, breaks);

    /// <summary>The shifts that share any time with [from, to), in order.</summary>
    public IReadOnlyList<Shift> ShiftsOverlapping(DateTimeOffset from, DateTimeOffset to)
    {
        var shifts = new List<Shift>();
        foreach (var (shift, midnight, span) in Overlapping(_shifts, from, to))
        {
            var breaks = Overlapping(_breaks, span.From, span.To)
                .Select(pause => new TimeSpanUtc(Later(pause.Span.From, span.From), Earlier(pause.Span.To, span.To)));
            shifts.Add(new Shift(shift.Name, DateOnly.FromDateTime(midnight), span.From, span.To, [.. breaks]));
        }

        return shifts;
    }

    IEnumerable<(DaySpan Of, DateTime Midnight, TimeSpanUtc Span)> Overlapping(
        IReadOnlyList<DaySpan> spans, DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
        {
            yield break;
        }

        // A wide look at wall time first, as it is cheap: a day may have 1,440 shifts.
        var earliest = TimeZoneInfo.ConvertTime(from, _zone).DateTime.Subtract(ClockChangeMax);
        var latest = TimeZoneInfo.ConvertTime(to, _zone).DateTime.Add(ClockChangeMax);
        for (var midnight = earliest.Date.AddDays(-1); midnight <= latest; midnight = midnight.AddDays(1))
        {
            foreach (var span in spans)
            {
                var utc = LieInTime(span, midnight, earliest, latest);
                if (utc.From < utc.To && utc.From < to && utc.To > from)
                {
                    yield return (span, midnight, utc);
                }
            }
        }
    }

    TimeSpanUtc LieInTime(DaySpan span, DateTime midnight, DateTime earliest, DateTime latest)
    {
        var start = midnight.AddMinutes(span.Start);
        var end = midnight.AddMinutes(span.EndUnwrapped);
        return start < latest && end > earliest
            ? new TimeSpanUtc(LocalTime.ToUtc(_zone, start), LocalTime.ToUtc(_zone, end))
            : default;
    }

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
