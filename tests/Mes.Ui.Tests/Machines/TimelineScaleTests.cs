using Mes.Ui.Machines;
using Mes.Ui.Times;
using NUnit.Framework;

namespace Mes.Ui.Tests.Machines;

public sealed class TimelineScaleTests
{
    static readonly DateTimeOffset SixInTheMorning = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    static readonly SiteTime Time = new(SixInTheMorning.AddHours(4), TimeZoneInfo.Utc);

    [Test]
    public void A_shift_has_a_mark_at_each_full_hour()
    {
        var scale = new TimelineScale(SixInTheMorning.AddMinutes(20), SixInTheMorning.AddHours(3));

        Assert.That(scale.Marks(Time).Select(mark => mark.Words), Does.Contain("07:00").And.Contain("08:00"));
        Assert.That(scale.Marks(Time).Count(), Is.LessThanOrEqualTo(13));
    }

    [Test]
    public void A_minute_has_marks_with_seconds()
    {
        var scale = new TimelineScale(SixInTheMorning, SixInTheMorning.AddMinutes(1));

        Assert.That(scale.Marks(Time).First().Words, Is.EqualTo("06:00:00"));
    }

    [Test]
    public void What_lies_outside_is_drawn_at_the_edge()
    {
        var scale = new TimelineScale(SixInTheMorning, SixInTheMorning.AddHours(8));

        Assert.That(scale.X(SixInTheMorning.AddHours(-1)), Is.EqualTo("0%"));
        Assert.That(scale.X(SixInTheMorning.AddHours(2)), Is.EqualTo("25%"));
        Assert.That(scale.X(SixInTheMorning.AddHours(9)), Is.EqualTo("100%"));
    }
}
