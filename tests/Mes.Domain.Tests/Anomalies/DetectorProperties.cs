using FsCheck;
using FsCheck.Fluent;
using Mes.Domain.Anomalies;
using NUnit.Framework;

namespace Mes.Domain.Tests.Anomalies;

[TestFixture(DetectorKind.ZScore)]
[TestFixture(DetectorKind.Cusum)]
[TestFixture(DetectorKind.Ewma)]
sealed class DetectorProperties(DetectorKind kind)
{
    static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(400);

    // Few enough samples that the stories below get past it.
    readonly DetectorRule _rule = DetectorTests.Quick(kind) with { WarmUp = 20, Window = kind == DetectorKind.ZScore ? 15 : 0 };

    [Test]
    public void Going_on_from_a_snapshot_is_going_straight_on_wherever_it_is_taken() =>
        Check.One(Config, Prop.ForAll(Stories(), Gen.Choose(0, 400).ToArbitrary(), (story, at) =>
        {
            var straight = Detector.Start(_rule);
            var first = Detector.Start(_rule);
            var expected = story.Select(straight.See).ToArray();
            var alarms = story.Take(at).Select(first.See).ToList();
            var second = Detector.Resume(_rule, first.Progress);
            alarms.AddRange(story.Skip(at).Select(second.See));
            return alarms.SequenceEqual(expected)
                && DetectorTests.Flat(second.Progress) == DetectorTests.Flat(straight.Progress);
        }));

    [Test]
    public void The_pure_step_and_the_object_agree() =>
        Check.One(Config, Prop.ForAll(Stories(), story =>
        {
            var detector = Detector.Start(_rule);
            var progress = DetectorProgress.Start;
            foreach (var value in story)
            {
                (progress, var alarm) = Detector.Advance(_rule, progress, value);
                if (alarm != detector.See(value))
                {
                    return false;
                }
            }

            return true;
        }));

    // Steps of 1/64 are exact also beside a large shift; only means and deviations round.
    [Test]
    public void A_shift_of_all_values_shifts_the_band_and_no_alarm() =>
        Check.One(Config, Prop.ForAll(Steps(), Gen.Elements(-1048576.0, 0.5, 1024.0).ToArbitrary(), (steps, shift) =>
        {
            var (here, there) = (Detector.Start(_rule), Detector.Start(_rule));
            return steps.All(value => Near(here.See(value), there.See(value + shift), shift));
        }));

    [Test]
    public void What_never_moves_is_never_an_alarm() =>
        Check.One(Config, Prop.ForAll(ArbMap.Default.ArbFor<double>(), value =>
        {
            var detector = Detector.Start(_rule);
            return Enumerable.Repeat(value, 200).All(each => detector.See(each) is null);
        }));

    [Test]
    public void Every_alarm_is_at_a_value_outside_of_its_band_and_what_is_remembered_stays_finite() =>
        Check.One(Config, Prop.ForAll(ArbMap.Default.ArbFor<double[]>(), Stories(), (wild, story) =>
        {
            var detector = Detector.Start(_rule);
            var alarms = story.Concat(wild).Concat(story).Select(detector.See).OfType<Anomaly>();
            return alarms.All(alarm => alarm.Value > alarm.ExpectedHigh || alarm.Value < alarm.ExpectedLow)
                && AllFinite(detector.Progress);
        }));

    static bool Near(Anomaly? here, Anomaly? there, double shift) => (here, there) switch
    {
        (null, null) => true,
        ({ } one, { } other) => Math.Abs(one.ExpectedLow + shift - other.ExpectedLow) < 1e-6
            && Math.Abs(one.ExpectedHigh + shift - other.ExpectedHigh) < 1e-6
            && one.Severity == other.Severity,
        _ => false,
    };

    static bool AllFinite(DetectorProgress progress) =>
        new[] { progress.Mean, progress.SquareSum, progress.Peak, progress.High, progress.Low, progress.Average ?? 0 }
            .Concat(progress.Window)
            .All(double.IsFinite);

    // A level with some noise, a far value now and then, and what is no number.
    static Arbitrary<double[]> Stories() => Gen.Frequency(
            (20, Gen.Choose(-100, 100).Select(step => 50 + (step / 100.0))),
            (1, Gen.Elements(80.0, 20.0, 1e6, double.NaN, double.PositiveInfinity)))
        .ArrayOf()
        .ToArbitrary();

    static Arbitrary<double[]> Steps() => Gen.Frequency(
            (20, Gen.Choose(-64, 64).Select(step => step / 64.0)),
            (1, Gen.Elements(32.0, -32.0)))
        .ArrayOf()
        .ToArbitrary();
}
