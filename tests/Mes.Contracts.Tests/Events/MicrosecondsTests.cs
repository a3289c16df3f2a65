using FsCheck;
using FsCheck.Fluent;
using Mes.Contracts.Events;
using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace Mes.Contracts.Tests.Events;

sealed class MicrosecondsTests
{
    static IResolveConstraint Refused => Throws.InstanceOf<ArgumentOutOfRangeException>();

    static readonly Arbitrary<long> Anytime = (
        from thousandsOfSeconds in Gen.Choose(-62_135_596, 253_402_299)
        from micros in Gen.Choose(0, 999_999_999)
        select (thousandsOfSeconds * 1_000_000_000L) + micros).ToArbitrary();

    [TestCase(0, 0)]
    [TestCase(9, 0)]
    [TestCase(10, 1)]
    [TestCase(-1, -1)]
    [TestCase(-10, -1)]
    [TestCase(-11, -2)]
    public void Digits_beyond_a_microsecond_are_cut_off_also_before_1970(long ticks, long expected) =>
        Assert.That(Microseconds.Of(DateTimeOffset.UnixEpoch.AddTicks(ticks)), Is.EqualTo(expected));

    [Test]
    public void The_first_and_last_instant_there_is_can_be_written_and_read()
    {
        var last = DateTimeOffset.MaxValue.AddTicks(-9);
        var first = Microseconds.Of(DateTimeOffset.MinValue);

        Assert.That(Microseconds.ToTime(first), Is.EqualTo(DateTimeOffset.MinValue));
        Assert.That(Microseconds.ToTime(Microseconds.Of(DateTimeOffset.MaxValue)), Is.EqualTo(last));
        Assert.That(() => Microseconds.ToTime(first - 1), Refused);
        Assert.That(() => Microseconds.ToTime(Microseconds.Of(last) + 1), Refused);
    }

    [Test]
    public void Whole_microseconds_are_kept() =>
        Prop.ForAll(Anytime, micros =>
            Microseconds.Of(Microseconds.ToTime(micros)) == micros
            && Microseconds.Of(Microseconds.ToTime(micros).ToOffset(TimeSpan.FromHours(1))) == micros
            && Microseconds.Of(Microseconds.ToSpan(micros)) == micros).QuickCheckThrowOnFailure();

    [TestCase(long.MinValue)]
    [TestCase(long.MaxValue)]
    public void A_duration_beyond_what_can_be_held_is_refused(long microseconds) =>
        Assert.That(() => Microseconds.ToSpan(microseconds), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
