using FsCheck;
using FsCheck.Fluent;
using Mes.Domain.Anomalies;
using NUnit.Framework;

namespace Mes.Edge.Tests.Anomalies;

public sealed class When_the_edge_ends_while_it_watches
{
    const string Quick = """
        [
          { "kind": "zscore", "threshold": 4, "window": 10, "warmUp": 12, "clearAfter": 4 },
          { "kind": "cusum", "threshold": 8, "slack": 1, "warmUp": 12, "clearAfter": 4 },
          { "kind": "ewma", "threshold": 4, "warmUp": 12, "clearAfter": 4 }
        ]
        """;

    // Of each sample what happens after it: nothing, a commit, one that seals, a minute's wait and such a commit, the end of the
    // program. A kill loses what was not committed, and the source does not say it again.
    enum Then
    {
        Nothing,
        Commit,
        Seal,
        WaitAndSeal,
        Kill,
    }

    [Test]
    public void No_alarm_is_lost_or_told_twice_wherever_it_ends() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(120), Prop.ForAll(Stories(), story =>
        {
            using var line = new WatchedLine(Quick);
            var straight = new Straight();
            for (var i = 0; i < story.Length; i++)
            {
                line.Sample(story[i].Value, At(i));
                straight.Sample(story[i].Value);
                switch (story[i].Then)
                {
                    case Then.Commit:
                        line.Commit();
                        straight.Commit();
                        break;
                    case Then.Seal:
                        line.Commit(seal: true);
                        straight.Commit();
                        break;
                    case Then.WaitAndSeal:
                        line.Wait(TimeSpan.FromMinutes(1)).Commit(seal: true);
                        straight.Commit();
                        break;
                    case Then.Kill:
                        line.Kill();
                        straight.Lose();
                        break;
                }
            }

            line.Commit();
            straight.Commit();
            return line.Alarms.Select(alarm => (alarm.Detector, alarm.Value, alarm.ExpectedLow, alarm.ExpectedHigh))
                .Order()
                .SequenceEqual(straight.Alarms.Order());
        }));

    [Test]
    public void An_alarm_that_has_not_cleared_is_shown_again()
    {
        using var line = new WatchedLine("""[{ "kind": "cusum", "mean": 20, "deviation": 1, "clearAfter": 3 }]""");
        line.Sample(90, At(0)).Commit(seal: true);
        var before = line.Book.Anomalies.Open.Single();

        line.Kill();

        Assert.That(line.Book.Anomalies.Open.Single(), Is.EqualTo(before));
        Assert.That(line.Sample(90, At(1)).Commit().Alarms, Has.Count.EqualTo(1));
    }

    [Test]
    public void An_alarm_in_the_first_commit_of_a_new_detector_is_not_raised_again()
    {
        using var line = new WatchedLine("[]");
        line.Sample(20, At(0)).Commit().Sample(20, At(1)).Commit();
        line.Kill("[{ \"kind\": \"zscore\", \"mean\": 20, \"deviation\": 1 }]");

        line.Sample(90, At(2)).Commit().Kill();

        Assert.That(line.Sample(90, At(3)).Commit().Alarms, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_checkpoint_is_written_at_most_once_a_minute()
    {
        using var line = new WatchedLine(Quick);
        line.Sample(20, At(0)).Commit(seal: true).Commit();
        Assert.That(line.Checkpoints("detectors", "detectors:3"), Has.Count.EqualTo(2));

        line.Sample(21, At(1)).Commit(seal: true);
        Assert.That(line.Book.Drain().Checkpoints, Has.None.Matches<KeyValuePair<string, byte[]>>(IsOfDetectors));

        line.Sample(22, At(2)).Wait(TimeSpan.FromMinutes(1)).Commit(seal: true);
        Assert.That(line.Book.Drain().Checkpoints.Where(IsOfDetectors).Count(), Is.EqualTo(2));
    }

    [Test]
    public void A_detector_whose_rule_was_changed_learns_anew()
    {
        using var line = new WatchedLine("""[{ "kind": "cusum", "warmUp": 4 }]""");
        Warm(line, 0);

        line.Kill("""[{ "kind": "cusum", "warmUp": 4, "slack": 2 }]""");

        Assert.That(line.Sample(1e6, At(10)).Commit().Alarms, Is.Empty);
        Warm(line, 20);
        Assert.That(line.Sample(1e9, At(30)).Commit().Alarms, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_detector_that_knows_its_tag_goes_on_after_silence_without_an_alarm_and_without_learning_anew()
    {
        using var line = new WatchedLine("""[{ "kind": "cusum", "warmUp": 4 }]""");
        Warm(line, 0);

        line.Kill().Wait(TimeSpan.FromDays(1));

        Assert.That(line.Sample(20, At(90_000)).Commit().Alarms, Is.Empty);
        Assert.That(line.Sample(1e6, At(90_001)).Commit().Alarms, Has.Count.EqualTo(1));
    }

    static bool IsOfDetectors(KeyValuePair<string, byte[]> checkpoint) =>
        checkpoint.Key.StartsWith("detectors", StringComparison.Ordinal);

    static void Warm(WatchedLine line, int from)
    {
        for (var i = 0; i < 6; i++)
        {
            line.Sample(i % 2 == 0 ? 19 : 21, At(from + i));
        }

        line.Commit();
    }

    static Arbitrary<(double Value, Then Then)[]> Stories()
    {
        var value = Gen.Frequency(
            (8, Gen.Choose(-100, 100).Select(step => 20 + (step / 100.0))), (1, Gen.Elements(40.0, 0.0, 25.0)));
        var then = Gen.Frequency(
            (6, Gen.Constant(Then.Nothing)), (4, Gen.Constant(Then.Commit)), (3, Gen.Constant(Then.Seal)),
            (1, Gen.Constant(Then.WaitAndSeal)), (1, Gen.Constant(Then.Kill)));
        return value.SelectMany(_ => then, (each, next) => (each, next)).ArrayOf().ToArbitrary();
    }

    static DateTimeOffset At(double seconds) => Some.Morning.AddSeconds(seconds);

    /// <summary>The same detectors, in one go, with what was lost at each kill left out.</summary>
    sealed class Straight
    {
        static readonly DetectorRule[] Rules =
        [
            DetectorRule.ZScore with { Threshold = 4, Window = 10, WarmUp = 12, ClearAfter = 4 },
            DetectorRule.Cusum with { Threshold = 8, Slack = 1, WarmUp = 12, ClearAfter = 4 },
            DetectorRule.Ewma with { Threshold = 4, WarmUp = 12, ClearAfter = 4 },
        ];

        readonly Detector[] _detectors = [.. Rules.Select(Detector.Start)];
        readonly List<double> _waiting = [];

        public List<(string Detector, double Value, double Low, double High)> Alarms { get; } = [];

        public void Sample(double value) => _waiting.Add(value);

        public void Lose() => _waiting.Clear();

        public void Commit()
        {
            foreach (var value in _waiting)
            {
                Alarms.AddRange(
                    from detector in _detectors
                    let alarm = detector.See(value)
                    where alarm is not null
                    select (DetectorKindCode.Of(detector.Rule.Kind), alarm.Value, alarm.ExpectedLow, alarm.ExpectedHigh));
            }

            _waiting.Clear();
        }
    }
}
