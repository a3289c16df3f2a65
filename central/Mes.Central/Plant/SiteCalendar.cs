using Mes.Domain.Calendars;

namespace Mes.Central.Plant;

/// <summary>A shift with the place of the calendar that put it there.</summary>
sealed record PlannedShift(Shift Shift, long CalendarPosition);

/// <summary>
/// The site's shifts through all versions of its calendar. Each version governs from its effective time to that of the next; a
/// shift across such a change is cut there, so that no time has two shifts.
/// </summary>
sealed class SiteCalendar
{
    readonly List<Version> _versions = [];

    public SiteCalendar(IReadOnlyList<CalendarDefinition> definitions)
    {
        // Of two versions from the same instant the later in the ledger counts.
        var governing = definitions.GroupBy(definition => definition.EffectiveFrom).Select(same => same.Last())
            .OrderBy(definition => definition.EffectiveFrom).ToList();
        for (var i = 0; i < governing.Count; i++)
        {
            var until = i + 1 < governing.Count ? governing[i + 1].EffectiveFrom : DateTimeOffset.MaxValue;
            _versions.Add(new Version(CalendarOf(governing[i]), governing[i].EffectiveFrom, until, governing[i].Position));
        }
    }

    /// <summary>The shifts that share any time with [from, to), in order.</summary>
    public IReadOnlyList<PlannedShift> ShiftsOverlapping(DateTimeOffset from, DateTimeOffset to) =>
        [.. _versions.SelectMany(version => version.Calendar
            .ShiftsOverlapping(Later(from, version.From), Earlier(to, version.Until))
            .Select(shift => new PlannedShift(Cut(shift, version), version.Position)))];

    /// <summary>The shift that an instant lies in.</summary>
    public PlannedShift? ShiftAt(DateTimeOffset at) =>
        ShiftsOverlapping(at, at.AddTicks(TimeSpan.TicksPerMicrosecond)) is [var shift, ..] ? shift : null;

    static ShiftCalendar CalendarOf(CalendarDefinition definition) => new(
        definition.TimeZone,
        [.. definition.Shifts.Select(span => new DaySpan(span.Name, span.Start, span.End))],
        [.. definition.Breaks.Select(span => new DaySpan(span.Name, span.Start, span.End))]);

    static Shift Cut(Shift shift, Version version)
    {
        var (from, to) = (Later(shift.From, version.From), Earlier(shift.To, version.Until));
        return from == shift.From && to == shift.To ? shift : shift with
        {
            From = from,
            To = to,
            Breaks = [.. shift.Breaks
                .Select(pause => new TimeSpanUtc(Later(pause.From, from), Earlier(pause.To, to)))
                .Where(pause => pause.From < pause.To)],
        };
    }

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    sealed record Version(ShiftCalendar Calendar, DateTimeOffset From, DateTimeOffset Until, long Position);
}
