using Mes.Edge.Replication;
using NUnit.Framework;

namespace Mes.Edge.Tests.Replication;

[TestFixture]
public sealed class ClockComparisonTests
{
    [Test]
    public void Central_is_taken_to_have_read_its_clock_in_the_middle_of_the_round_trip()
    {
        var comparison = ClockComparison.Of(
            Some.Morning, TimeSpan.FromMilliseconds(40), Some.Morning.AddSeconds(2), mono: TimeSpan.FromMinutes(1));

        Assert.That(comparison.Offset, Is.EqualTo(TimeSpan.FromMilliseconds(1980)));
        Assert.That(comparison.Uncertainty, Is.EqualTo(TimeSpan.FromMilliseconds(20)));
    }

    [Test]
    public void The_first_of_a_boot_is_told() => Assert.That(At(minute: 0, offsetMs: 0).IsWorthTelling(told: null));

    [TestCase(1, 54, false)]
    [TestCase(1, 56, true)]
    [TestCase(1, -56, true)]
    [TestCase(9, 0, false)]
    [TestCase(10, 0, true)]
    public void Later_ones_are_told_after_a_change_beyond_doubt_or_ten_minutes(int minute, int offsetMs, bool expected) =>
        Assert.That(At(minute, offsetMs).IsWorthTelling(At(minute: 0, offsetMs: 0)), Is.EqualTo(expected));

    static ClockComparison At(int minute, int offsetMs) =>
        new(TimeSpan.FromMilliseconds(offsetMs), TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(minute));
}
