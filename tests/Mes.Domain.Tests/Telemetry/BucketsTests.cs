using FsCheck;
using FsCheck.Fluent;
using Mes.Domain.Telemetry;
using NUnit.Framework;

namespace Mes.Domain.Tests.Telemetry;

sealed class BucketsTests
{
    static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200);

    static readonly Arbitrary<(int From, int Length, int Points)> Ranges =
        (from start in Gen.Choose(-2_000_000_000, 2_000_000_000)
         from length in Gen.Choose(1, 3_000_000)
         from points in Gen.Choose(2, 5_000)
         select (start, length, points)).ToArbitrary();

    static readonly Arbitrary<List<(long Time, double Value, uint Status)>> Samples =
        (from samples in Gen.NonEmptyListOf(
            from time in Gen.Choose(0, 599)
            from value in Gen.Choose(-1_000, 1_000)
            from severity in Gen.Choose(0, 3)
            select (time * Second, (double)value, (uint)severity << 30))
         select samples.ToList()).ToArbitrary();

    const long Second = 1_000_000;
    const uint Uncertain = 0x4000_0000;
    const uint Bad = 0x8000_0000;

    [Test]
    public void A_bucket_tells_least_greatest_mean_and_how_much_of_it_can_be_trusted()
    {
        var buckets = new Buckets(0, 20 * Second, 10 * Second);
        buckets.Add(0, 4, 0);
        buckets.Add(1 * Second, -2, Uncertain);
        buckets.Add(2 * Second, 900, Bad);
        buckets.Add(3 * Second, null, 0);
        buckets.Add(10 * Second, double.NaN, 0);

        Assert.That(
            buckets.Filled(),
            Is.EqualTo([(0L, new Tally(4, 2, 1, -2, 4, 2)), (10 * Second, new Tally(1, 0, 0, 0, 0, 0))]));
        Assert.That(buckets.Filled().First().Tally.Mean, Is.EqualTo(1));
        Assert.That(buckets.Filled().Last().Tally.Mean, Is.Null);
        Assert.That(buckets.Total, Is.EqualTo(new Tally(5, 2, 1, -2, 4, 2)));
    }

    [Test]
    public void What_lies_outside_is_left_out()
    {
        var buckets = new Buckets(5 * Second, 15 * Second, 10 * Second);
        buckets.Add(-1, 1, 0);
        buckets.Add(20 * Second, 1, 0);
        buckets.Add(20 * Second, new Tally(1, 1, 0, 1, 1, 1));

        Assert.That(buckets.Filled(), Is.Empty);
        Assert.That((buckets.FirstUs, buckets.EndUs), Is.EqualTo((0L, 20 * Second)));
    }

    [TestCase(240.0 * 3600, 2000, 480.0, TestName = "Ten days in 2,000 points are buckets of eight minutes")]
    [TestCase(8.0 * 3600, 1000, 30.0, TestName = "A shift in 1,000 points is buckets of half a minute")]
    [TestCase(1.0, 10, 0.1, TestName = "A second in ten points is buckets of a tenth")]
    [TestCase(400.0 * 86400, 10, 40.0 * 86400, TestName = "400 days in ten points are buckets of whole days")]
    public void The_width_is_round(double seconds, int points, double expected)
    {
        var to = (long)(seconds * Second);

        Assert.That(BucketWidth.For(0, to, points), Is.EqualTo((long)(expected * Second)));
    }

    [Test]
    public void Buckets_are_never_more_than_asked_for() =>
        Check.One(Config, Prop.ForAll(Ranges, range =>
        {
            var (from, to) = (range.From * Second, (range.From * Second) + (range.Length * 12_345_678L));
            var width = BucketWidth.For(from, to, range.Points);
            var buckets = new Buckets(from, to, width);
            return (buckets.EndUs - buckets.FirstUs) / width <= range.Points && buckets.FirstUs <= from && buckets.EndUs >= to
                && (width < 60 * Second || BucketWidth.HoldsMinutes(width));
        }));

    [Test]
    public void Any_way_of_adding_gives_what_a_plain_grouping_gives() =>
        Check.One(Config, Prop.ForAll(Samples, samples =>
        {
            var (single, sliced) = (new Buckets(0, 600 * Second, 120 * Second), new Buckets(0, 600 * Second, 120 * Second));
            samples.ForEach(each => single.Add(each.Time, each.Value, each.Status));
            foreach (var minute in samples.GroupBy(each => each.Time / (60 * Second)))
            {
                sliced.Add(
                    minute.Key * 60 * Second,
                    minute.Aggregate(default(Tally), (tally, each) => tally.With(each.Value, each.Status)));
            }

            var plain = samples.GroupBy(each => each.Time / (120 * Second) * 120 * Second).OrderBy(group => group.Key)
                .Select(group => (group.Key, group.Count(), Usable(group.Select(each => (each.Value, each.Status))))).ToList();
            return Shape(single).SequenceEqual(plain) && Shape(sliced).SequenceEqual(plain);
        }));

    static IEnumerable<(long, int, (double?, double?, double))> Shape(Buckets buckets) => buckets.Filled().Select(bucket => (
        bucket.StartUs, bucket.Tally.Samples,
        bucket.Tally.Usable == 0
            ? (default(double?), default(double?), 0.0)
            : (bucket.Tally.Low, bucket.Tally.High, bucket.Tally.Sum)));

    static (double? Low, double? High, double Sum) Usable(IEnumerable<(double Value, uint Status)> samples)
    {
        var values = samples.Where(each => each.Status < Bad).Select(each => each.Value).ToList();
        return values.Count == 0 ? (null, null, 0) : (values.Min(), values.Max(), values.Sum());
    }
}
