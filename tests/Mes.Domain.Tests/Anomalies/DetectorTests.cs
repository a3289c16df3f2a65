using Mes.Domain.Anomalies;
using NUnit.Framework;

namespace Mes.Domain.Tests.Anomalies;

sealed class DetectorTests
{
    // 9 and 11 in turn: mean 10, deviation a little over 1.
    static readonly double[] Warmed = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 9.0 : 11.0)];

    [TestCase(DetectorKind.ZScore)]
    [TestCase(DetectorKind.Cusum)]
    [TestCase(DetectorKind.Ewma)]
    public void Nothing_is_an_alarm_before_the_warm_up_is_over(DetectorKind kind)
    {
        var detector = Detector.Start(Quick(kind) with { WarmUp = 1_000 });

        Assert.That(Alarms(detector, [.. Warmed, .. Enumerable.Repeat(1e6, 800)]), Is.Empty);
    }

    [TestCase(DetectorKind.ZScore)]
    [TestCase(DetectorKind.Cusum)]
    [TestCase(DetectorKind.Ewma)]
    public void An_alarm_opens_once_and_another_only_after_it_has_cleared(DetectorKind kind)
    {
        var detector = Detector.Start(Quick(kind) with { ClearAfter = 20 });
        Alarms(detector, Warmed);

        Assert.That(Alarms(detector, [1000, 1000, 1000]), Has.Length.EqualTo(1));
        Assert.That(detector.IsOpen, "as long as it has not cleared");
        Alarms(detector, Warmed);
        Assert.That(detector.IsOpen, Is.False);
    }

    [TestCase(DetectorKind.ZScore)]
    [TestCase(DetectorKind.Cusum)]
    [TestCase(DetectorKind.Ewma)]
    public void A_second_fault_soon_after_the_first_is_part_of_its_alarm_and_a_late_one_is_not(DetectorKind kind)
    {
        var detector = Detector.Start(Quick(kind) with { ClearAfter = 60, Known = Normal(kind) });
        Alarms(detector, Warmed);

        Assert.That(Alarms(detector, [50]), Has.Length.EqualTo(1));
        Assert.That(Alarms(detector, [.. Warmed.Take(40), 50]), Is.Empty);
        Assert.That(Alarms(detector, [.. Warmed, 50]), Has.Length.EqualTo(1));
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    [TestCase(1e300)]
    public void What_is_no_usable_number_is_as_if_it_had_not_come(double value)
    {
        foreach (var kind in Enum.GetValues<DetectorKind>())
        {
            var (with, without) = (Detector.Start(Quick(kind)), Detector.Start(Quick(kind)));
            Alarms(with, [value, .. Warmed.SelectMany(each => new[] { each, value })]);
            Alarms(without, Warmed);

            Assert.That(Flat(with.Progress), Is.EqualTo(Flat(without.Progress)));
        }
    }

    [Test]
    public void The_band_is_that_of_what_was_normal()
    {
        var normal = new Baseline(10, 2);
        var z = Detector.Start(DetectorRule.ZScore with { Window = 0, Threshold = 3, Known = normal });
        var ewma = Detector.Start(DetectorRule.Ewma with { Threshold = 3, Known = normal });
        var cusum = Detector.Start(DetectorRule.Cusum with { Slack = 0.5, Threshold = 5, Known = normal });

        Assert.That(z.See(17), Is.EqualTo(new Anomaly(17, 4, 16, AnomalySeverity.Warning)));
        Assert.That(ewma.See(-1), Is.EqualTo(new Anomaly(-1, 8, 12, AnomalySeverity.Critical)));
        Assert.That(cusum.See(22), Is.EqualTo(new Anomaly(22, 9, 11, AnomalySeverity.Critical)));
    }

    [TestCase(16.1, AnomalySeverity.Warning)]
    [TestCase(21.9, AnomalySeverity.Warning)]
    [TestCase(22, AnomalySeverity.Critical)]
    [TestCase(-2, AnomalySeverity.Critical)]
    public void Twice_as_far_as_the_edge_of_the_band_is_critical(double value, AnomalySeverity severity)
    {
        var detector = Detector.Start(DetectorRule.ZScore with { Window = 0, Threshold = 3, Known = new Baseline(10, 2) });

        Assert.That(detector.See(value)!.Severity, Is.EqualTo(severity));
    }

    [TestCase(DetectorKind.Cusum)]
    [TestCase(DetectorKind.Ewma)]
    public void A_warm_up_goes_on_while_nothing_moves(DetectorKind kind)
    {
        var detector = Detector.Start(Quick(kind));
        Alarms(detector, [.. Enumerable.Repeat(0.1, 500)]);
        Assert.That(detector.Progress.Baseline, Is.Null);

        detector.See(0.2);

        Assert.That(detector.Progress.Baseline, Is.Not.Null);
    }

    [Test]
    public void A_window_in_which_nothing_moves_judges_nothing_unless_a_smallest_deviation_is_given()
    {
        var still = Enumerable.Repeat(0.1, 500).ToArray();
        var without = Detector.Start(Quick(DetectorKind.ZScore));
        var with = Detector.Start(Quick(DetectorKind.ZScore) with { MinDeviation = 0.01 });
        Alarms(without, still);
        Alarms(with, still);

        Assert.That(without.See(0.5), Is.Null);
        Assert.That(with.See(0.15), Is.Null);
        Assert.That(with.See(0.5), Is.Not.Null);
    }

    [Test]
    public void A_far_value_that_has_left_the_window_leaves_no_trace_in_its_deviation()
    {
        var rule = Quick(DetectorKind.ZScore);
        var detector = Detector.Start(rule);
        Alarms(detector, [.. Enumerable.Range(0, 30).Select(i => i * 1e12), .. Enumerable.Repeat(0.1, rule.Window)]);

        Assert.That((detector.Progress.Mean, detector.Progress.SquareSum), Is.EqualTo((0.1, 0.0)));
    }

    [TestCase(0.0, 0.5, 0, 1)]
    [TestCase(2.0, 1.5, 0, 1)]
    [TestCase(2.0, 0.5, 1, 1)]
    [TestCase(2.0, 0.5, 0, -1)]
    public void A_rule_that_cannot_be_followed_is_refused(double threshold, double weight, int window, int clearAfter)
    {
        var rule = DetectorRule.Ewma with
        {
            Threshold = threshold,
            Weight = weight,
            Window = window,
            ClearAfter = clearAfter,
        };

        Assert.That(() => Detector.Start(rule), Throws.ArgumentException);
    }

    [Test]
    public void A_sample_costs_no_memory()
    {
        var detectors = Enum.GetValues<DetectorKind>().Select(kind => Detector.Start(Quick(kind))).ToArray();
        foreach (var detector in detectors)
        {
            Alarms(detector, Warmed);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var detector in detectors)
        {
            for (var i = 0; i < 10_000; i++)
            {
                detector.See(Warmed[i % Warmed.Length]);
            }
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    internal static DetectorRule Quick(DetectorKind kind) => DetectorRule.Default(kind) with
    {
        WarmUp = 50,
        Window = kind == DetectorKind.ZScore ? 40 : 0,
        ClearAfter = 10,
    };

    internal static string Flat(DetectorProgress progress) =>
        $"{progress with { Window = [] }} {string.Join(' ', progress.Window.Select(BitConverter.DoubleToInt64Bits))}";

    // A spike lasts in a window; a rule that knows what is normal forgets it at once.
    static Baseline? Normal(DetectorKind kind) => kind == DetectorKind.ZScore ? null : new Baseline(10, 1);

    static Anomaly[] Alarms(Detector detector, double[] values) =>
        [.. values.Select(detector.See).OfType<Anomaly>()];
}
