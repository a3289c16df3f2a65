using System.Diagnostics;
using System.Globalization;
using Mes.Domain.Calendars;
using NUnit.Framework;

namespace Mes.Domain.Tests.Calendars;

sealed class ShiftCalendarTests
{
    static readonly DaySpan Early = new("Early", 6 * 60, 14 * 60);
    static readonly DaySpan Late = new("Late", 14 * 60, 22 * 60);
    static readonly DaySpan Night = new("Night", 22 * 60, 6 * 60);
    static readonly DaySpan Lunch = new("Lunch", 10 * 60, (10 * 60) + 30);

    static readonly ShiftCalendar Berlin = new("Europe/Berlin", [Night, Early, Late], [Lunch, new DaySpan("Midnight", 1435, 5)]);

    [Test]
    public void A_day_has_its_shifts_in_order_with_their_breaks()
    {
        var shifts = Berlin.ShiftsOverlapping(Utc("2026-01-15T05:00"), Utc("2026-01-16T05:00"));

        Assert.That(shifts.Select(Tell), Is.EqualTo((IEnumerable<string>)[
            "Early 2026-01-15 05:00-13:00", "Late 2026-01-15 13:00-21:00", "Night 2026-01-15 21:00-05:00"]));
        Assert.That(shifts[0].Breaks, Is.EqualTo((TimeSpanUtc[])[new(Utc("2026-01-15T09:00"), Utc("2026-01-15T09:30"))]));
        Assert.That(shifts[2].Breaks, Is.EqualTo((TimeSpanUtc[])[new(Utc("2026-01-15T22:55"), Utc("2026-01-15T23:05"))]));
    }

    [Test]
    public void A_shift_belongs_to_the_day_on_which_it_begins()
    {
        var shift = Berlin.ShiftsOverlapping(Utc("2026-01-16T01:00"), Utc("2026-01-16T01:01")).Single();

        Assert.That(shift.Name, Is.EqualTo("Night"));
        Assert.That(shift.Day, Is.EqualTo(new DateOnly(2026, 1, 15)));
    }

    [TestCase("2026-03-28T22:00", 7, TestName = "The_night_on_which_clocks_go_forward_has_seven_hours")]
    [TestCase("2026-10-24T22:00", 9, TestName = "The_night_on_which_clocks_go_back_has_nine_hours")]
    [TestCase("2026-06-01T22:00", 8, TestName = "Any_other_night_has_eight_hours")]
    public void Nights(string within, int hours)
    {
        var shift = Berlin.ShiftsOverlapping(Utc(within), Utc(within).AddMinutes(1)).Single();

        Assert.That(shift.To - shift.From, Is.EqualTo(TimeSpan.FromHours(hours)));
    }

    [TestCase("Europe/Berlin", "2026-03-27", "2026-03-31")]
    [TestCase("Europe/Berlin", "2026-10-23", "2026-10-27")]
    [TestCase("America/New_York", "2026-03-06", "2026-03-10")]
    [TestCase("Australia/Lord_Howe", "2026-04-03", "2026-04-07")]
    [TestCase("Pacific/Apia", "2011-12-28", "2012-01-02")]
    [TestCase("Asia/Kolkata", "2026-05-01", "2026-05-04")]
    public void Shifts_round_the_clock_touch_each_other_whatever_the_clocks_do(string zone, string from, string to)
    {
        var calendar = new ShiftCalendar(zone, EveryMinutes(30), []);

        var shifts = calendar.ShiftsOverlapping(Utc(from), Utc(to));

        Assert.That(shifts[0].From, Is.LessThanOrEqualTo(Utc(from)));
        Assert.That(shifts[^1].To, Is.GreaterThanOrEqualTo(Utc(to)));
        Assert.That(shifts.Zip(shifts.Skip(1)).Where(pair => pair.First.To != pair.Second.From), Is.Empty);
    }

    [Test]
    public void A_time_that_is_skipped_begins_when_the_skip_ends_and_one_that_comes_twice_the_first_time()
    {
        var calendar = new ShiftCalendar("Europe/Berlin", [new DaySpan("A", 150, 240)], []);

        Assert.That(calendar.ShiftsOverlapping(Utc("2026-03-29T00:00"), Utc("2026-03-29T06:00")).Select(Tell),
            Is.EqualTo((IEnumerable<string>)["A 2026-03-29 01:00-02:00"]));
        Assert.That(calendar.ShiftsOverlapping(Utc("2026-10-25T00:00"), Utc("2026-10-25T06:00")).Select(Tell),
            Is.EqualTo((IEnumerable<string>)["A 2026-10-25 00:30-03:00"]));
    }

    [Test]
    public void A_shift_that_ends_as_the_time_asked_for_begins_is_not_part_of_it()
    {
        var shifts = Berlin.ShiftsOverlapping(Utc("2026-01-15T13:00"), Utc("2026-01-15T21:00"));

        Assert.That(shifts.Select(shift => shift.Name), Is.EqualTo((IEnumerable<string>)["Late"]));
        Assert.That(Berlin.ShiftsOverlapping(Utc("2026-01-15T13:00"), Utc("2026-01-15T13:00")), Is.Empty);
    }

    [Test]
    public void One_shift_may_be_the_whole_day()
    {
        foreach (var end in (int[])[0, 1440])
        {
            var shift = new ShiftCalendar("UTC", [new DaySpan("Day", 0, end)], [])
                .ShiftsOverlapping(Utc("2026-01-15T13:00"), Utc("2026-01-15T13:01")).Single();

            Assert.That(Tell(shift), Is.EqualTo("Day 2026-01-15 00:00-00:00"));
        }
    }

    [Test]
    public void A_shift_of_every_minute_of_the_day_is_found_at_once()
    {
        var calendar = new ShiftCalendar("Europe/Berlin", EveryMinutes(1), [Lunch]);
        var from = Utc("2026-06-01T08:00");
        calendar.ShiftsOverlapping(from, from.AddMinutes(1));
        var started = Stopwatch.GetTimestamp();

        for (var minute = 0; minute < 100; minute++)
        {
            var shift = calendar.ShiftsOverlapping(from.AddMinutes(minute), from.AddMinutes(minute + 1)).Single();
            Assert.That(shift.From, Is.EqualTo(from.AddMinutes(minute)));
        }

        // About 0.2 ms each; the limit only catches a search through all days and shifts.
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void Every_fault_is_named_at_once_with_its_place()
    {
        var faults = ShiftCalendar.Faults(
            "Europe/Nowhere",
            [new DaySpan("A", 0, 480), new DaySpan("B", 479, 960), new DaySpan("A", 960, 961), new DaySpan("", 1440, -1)],
            [new DaySpan("Long", 1430, 10), new DaySpan("Tea", 5, 6)]);

        Assert.That(faults.Select(fault => fault.Path), Is.EqualTo((IEnumerable<string>)[
            "timeZone", "shifts[1]", "shifts[3].name", "shifts[3].start", "shifts[3].end", "breaks[1]", "shifts[2].name"]));
        Assert.That(faults[1].Message, Is.EqualTo("'B' overlaps 'A'."));
        Assert.That(() => new ShiftCalendar("Europe/Nowhere", [], []),
            Throws.ArgumentException.With.Message.Contains("'Europe/Nowhere' is no time zone known here"));
    }

    [Test]
    public void A_shift_past_midnight_overlaps_the_morning_of_the_next_day()
    {
        var faults = ShiftCalendar.Faults("UTC", [Night, new DaySpan("Morning", 5 * 60, 6 * 60)], []);

        Assert.That(faults.Single().Message, Is.EqualTo("'Morning' overlaps 'Night'."));
    }

    static DaySpan[] EveryMinutes(int length) =>
        [.. Enumerable.Range(0, 1440 / length).Select(i => new DaySpan($"{i * length:0000}", i * length, (i + 1) * length))];

    static DateTimeOffset Utc(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    static string Tell(Shift shift) =>
        string.Create(CultureInfo.InvariantCulture, $"{shift.Name} {shift.Day:yyyy-MM-dd} {shift.From:HH:mm}-{shift.To:HH:mm}");
}
