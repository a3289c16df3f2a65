using FsCheck;
using FsCheck.Fluent;
using Mes.Domain.Telemetry;
using NUnit.Framework;

namespace Mes.Domain.Tests.Telemetry;

sealed class LttbTests
{
    static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(300);

    static readonly Arbitrary<((int Step, int Value)[] Samples, int Points)> Cases =
        (from samples in Gen.NonEmptyListOf(Gen.Choose(1, 5_000_000).Zip(Gen.Choose(-1_000, 1_000)))
         from points in Gen.Choose(2, 60)
         select (samples.Select(each => (each.Item1, each.Item2)).ToArray(), points)).ToArbitrary();

    [Test]
    public void Of_few_points_all_are_kept()
    {
        Assert.That(Lttb.Select([1, 2, 3], [5, 6, 7], 3), Is.EqualTo([0, 1, 2]));
        Assert.That(Lttb.Select([], [], 3), Is.Empty);
    }

    [Test]
    public void A_peak_among_many_points_is_kept()
    {
        var times = Enumerable.Range(0, 10_000).Select(n => (long)n).ToArray();
        var values = times.Select(time => time == 4_321 ? 9.0 : 0.0).ToArray();

        Assert.That(Lttb.Select(times, values, 20), Does.Contain(4_321).And.Length.EqualTo(20));
    }

    [Test]
    public void The_last_digits_of_times_since_1970_are_not_lost()
    {
        const long epoch = 1_800_000_000_000_000;
        var values = Enumerable.Range(0, 500).Select(n => Math.Sin(n * 0.7) + (n % 13)).ToArray();
        var times = Enumerable.Range(0, 500).Select(n => (long)n * 3).ToArray();

        Assert.That(
            Lttb.Select([.. times.Select(time => time + epoch)], values, 40), Is.EqualTo(Lttb.Select(times, values, 40)));
    }

    [Test]
    public void Not_as_many_values_as_times_are_refused()
    {
        Assert.That(() => Lttb.Select([1, 2, 3, 4], [1], 2), Throws.ArgumentException);
    }

    [Test]
    public void First_and_last_are_kept_in_rising_order_and_no_more_than_asked_for() =>
        Check.One(Config, Prop.ForAll(Cases, input =>
        {
            var (times, values) = Series(input.Samples);
            var kept = Lttb.Select(times, values, input.Points);
            return kept[0] == 0 && kept[^1] == times.Length - 1 && kept.Length == Math.Min(input.Points, times.Length)
                && kept.Zip(kept.Skip(1)).All(pair => pair.First < pair.Second);
        }));

    [Test]
    public void It_keeps_what_a_word_for_word_rendering_of_the_thesis_keeps() =>
        Check.One(Config, Prop.ForAll(Cases, input =>
        {
            var (times, values) = Series(input.Samples);
            return Lttb.Select(times, values, input.Points).SequenceEqual(Naive(times, values, input.Points));
        }));

    static (long[] Times, double[] Values) Series((int Step, int Value)[] samples)
    {
        var time = 0L;
        return ([.. samples.Select(each => time += each.Step)], [.. samples.Select(each => (double)each.Value)]);
    }

    // Parts as lists, areas by the determinant of the corners.
    static List<int> Naive(long[] times, double[] values, int points)
    {
        if (times.Length <= points)
        {
            return [.. Enumerable.Range(0, times.Length)];
        }

        var parts = new List<List<int>> { new() { 0 } };
        for (var part = 0; part < points - 2; part++)
        {
            parts.Add([
                .. Enumerable.Range(1, times.Length - 2)
                    .Where(index => index - 1 >= (long)part * (times.Length - 2) / (points - 2)
                        && index - 1 < (long)(part + 1) * (times.Length - 2) / (points - 2))]);
        }

        parts.Add([times.Length - 1]);
        var kept = new List<int> { 0 };
        for (var part = 1; part <= points - 2; part++)
        {
            var meanTime = parts[part + 1].Average(index => (double)(times[index] - times[0]));
            var meanValue = parts[part + 1].Average(index => values[index]);
            var before = kept[^1];
            kept.Add(parts[part].MaxBy(index => Math.Abs(
                ((times[before] - times[0] - meanTime) * (values[index] - values[before]))
                - ((double)(times[before] - times[index]) * (meanValue - values[before])))));
        }

        kept.Add(times.Length - 1);
        return kept;
    }
}
