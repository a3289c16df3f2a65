using Mes.Ui.Times;
using NUnit.Framework;

namespace Mes.Ui.Tests.Times;

public sealed class TimeTextTests
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [TestCase(0, "0 s")]
    [TestCase(38, "38 s")]
    [TestCase(245, "4 min 5 s")]
    [TestCase(4320, "1 h 12 min")]
    [TestCase(183_600, "2 d 3 h")]
    [TestCase(-5, "0 s")]
    public void A_duration_reads_in_its_two_largest_units(int seconds, string words)
    {
        Assert.That(TimeText.Span(TimeSpan.FromSeconds(seconds)), Is.EqualTo(words));
    }

    [Test]
    public void A_moment_of_today_is_a_time_and_one_of_another_day_names_the_day()
    {
        var time = new SiteTime(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), Berlin);

        Assert.That(TimeText.Moment(time.Now.AddHours(-1), time), Is.EqualTo("12:00"));
        Assert.That(TimeText.Moment(time.Now.AddDays(-1), time), Is.EqualTo("19 Nov 13:00"));
    }

    [Test]
    public void The_day_is_that_of_the_site_not_that_of_the_server()
    {
        var afterMidnightThere = new SiteTime(new DateTimeOffset(2026, 11, 19, 23, 30, 0, TimeSpan.Zero), Berlin);

        Assert.That(afterMidnightThere.IsToday(new DateTimeOffset(2026, 11, 19, 22, 30, 0, TimeSpan.Zero)), Is.False);
    }
}
