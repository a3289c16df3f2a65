using Mes.Central.Machines.Pages;
using Mes.Central.Plant;
using Mes.Ui.Performance;
using Mes.Ui.Times;
using NUnit.Framework;

namespace Mes.Central.Tests.Machines;

/// <summary>Shifts of a plant in Berlin; it is Friday, 20 November 2026, 15:00 there.</summary>
sealed class ReportRangeTests
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    static readonly DateTimeOffset Now = new(2026, 11, 20, 14, 0, 0, TimeSpan.Zero);

    static readonly SiteCalendar Calendar =
        new([new CalendarDefinition("Europe/Berlin", DateTimeOffset.UnixEpoch, Some.DayShifts, [], 1)]);

    [TestCase(null, "2026-11-20T13:00:00Z", "2026-11-20T21:00:00Z", "Late")]
    [TestCase(TimeRange.LastShift, "2026-11-20T05:00:00Z", "2026-11-20T13:00:00Z", "Early")]
    [TestCase(TimeRange.Today, "2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z", null)]
    [TestCase(TimeRange.Week, "2026-11-15T23:00:00Z", "2026-11-22T23:00:00Z", null)]
    [TestCase("nonsense", "2026-11-20T13:00:00Z", "2026-11-20T21:00:00Z", "Late")]
    public void A_choice_is_a_time(string? range, string from, string to, string? name) =>
        Assert.That(
            Of(PageQuery.None with { Range = range }),
            Is.EqualTo(new ReportRange(DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null), name)));

    [Test]
    public void Two_instants_outrank_a_choice_and_local_times_are_the_sites()
    {
        var query = PageQuery.None with { Range = TimeRange.Week, From = "2026-11-20T08:00:00", To = "2026-11-20T09:30:00Z" };

        Assert.That(Of(query), Is.EqualTo(new ReportRange(Now.AddHours(-7), Now.AddHours(-4.5), null)));
    }

    [TestCase("2026-11-20T09:00:00Z", "2026-11-20T08:00:00Z")]
    [TestCase("2026-01-01T00:00:00Z", "2026-11-20T08:00:00Z")]
    [TestCase("yesterday", "2026-11-20T08:00:00Z")]
    [TestCase("2026-11-20T09:00:00Z", null)]
    public void A_time_that_makes_no_sense_is_none(string? from, string? to) =>
        Assert.That(Of(PageQuery.None with { From = from, To = to }), Is.Null);

    static ReportRange? Of(PageQuery query) => ReportRange.Of(query, Calendar, new SiteTime(Now, Berlin));
}
