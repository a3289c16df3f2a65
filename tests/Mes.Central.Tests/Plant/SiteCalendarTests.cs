using Mes.Central.Plant;
using Mes.Contracts.Events;
using NUnit.Framework;

namespace Mes.Central.Tests.Plant;

sealed class SiteCalendarTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_shift_across_a_change_of_the_calendar_is_cut_there()
    {
        var calendar = new SiteCalendar([
            Calendar(DateTimeOffset.UnixEpoch, position: 1, new("Day", 480, 1200)),
            Calendar(Noon, position: 2, new("Morning", 360, 840), new("Evening", 840, 1320)),
        ]);

        var shifts = calendar.ShiftsOverlapping(Noon.AddHours(-6), Noon.AddHours(10));

        Assert.That(
            shifts.Select(planned => (planned.Shift.Name, planned.Shift.From, planned.Shift.To, planned.CalendarPosition)),
            Is.EqualTo([
                ("Day", Noon.AddHours(-4), Noon, 1L),
                ("Morning", Noon, Noon.AddHours(2), 2L),
                ("Evening", Noon.AddHours(2), Noon.AddHours(10), 2L),
            ]));
    }

    [Test]
    public void Of_two_versions_from_one_instant_the_later_in_the_ledger_counts()
    {
        var calendar = new SiteCalendar([
            Calendar(DateTimeOffset.UnixEpoch, position: 1, new("Day", 480, 1200)),
            Calendar(DateTimeOffset.UnixEpoch, position: 2, new("All day", 0, 0)),
        ]);

        Assert.That(calendar.ShiftAt(Noon)!.Shift.Name, Is.EqualTo("All day"));
    }

    [Test]
    public void Outside_shifts_there_is_none()
    {
        var calendar = new SiteCalendar([Calendar(DateTimeOffset.UnixEpoch, position: 1, new("Morning", 360, 600))]);

        Assert.That(calendar.ShiftAt(Noon), Is.Null);
    }

    static CalendarDefinition Calendar(DateTimeOffset from, long position, params CalendarSpan[] shifts) =>
        new("UTC", from, shifts, [], position);
}
