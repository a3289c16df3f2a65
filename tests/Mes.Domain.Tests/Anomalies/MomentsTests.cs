using System.Globalization;
using Mes.Domain.Anomalies;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Domain.Tests.Anomalies;

/// <summary>What a warm-up learns of data sets whose mean and deviation NIST certifies to 15 digits (StRD).</summary>
sealed class MomentsTests
{
    // Within: relative, what a double can hold where the mean is so much larger than the deviation.
    [TestCase("Michelso", 1e-12)]
    [TestCase("Lew", 1e-12)]
    [TestCase("NumAcc1", 1e-12)]
    [TestCase("NumAcc2", 1e-12)]
    [TestCase("NumAcc3", 1e-8)]
    [TestCase("NumAcc4", 1e-7)]
    public void Mean_and_deviation_are_those_that_NIST_certifies(string name, double within)
    {
        var lines = File.ReadAllLines(Reference.File("spc", "nist_strd", $"{name}.dat"));
        var values = lines.SkipWhile(line => !line.StartsWith("---", StringComparison.Ordinal)).Skip(1)
            .Where(line => !string.IsNullOrWhiteSpace(line))
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture))
            .ToArray();
        var detector = Detector.Start(DetectorRule.Cusum with { WarmUp = values.Length });

        foreach (var value in values)
        {
            detector.See(value);
        }

        var learnt = detector.Progress.Baseline!;
        var mean = Certified(lines, "Sample Mean");
        var deviation = Certified(lines, "Sample Standard Deviation");
        Assert.That(learnt.Mean, Is.EqualTo(mean).Within(Math.Abs(mean) * 1e-13));
        Assert.That(learnt.Deviation, Is.EqualTo(deviation).Within(deviation * within));
    }

    [Test]
    public void A_window_knows_its_mean_and_deviation_however_far_from_zero_it_lies()
    {
        var rule = DetectorRule.ZScore with { Window = 15 };
        var detector = Detector.Start(rule);
        var values = Enumerable.Range(0, 10_000).Select(i => 1e9 + (i * 7919 % 1000 / 1000.0)).ToArray();
        foreach (var value in values)
        {
            detector.See(value);
        }

        var last = values.TakeLast(rule.Window).Select(value => value - 1e9).ToArray();
        var mean = last.Average();
        Assert.That(detector.Progress.Mean - 1e9, Is.EqualTo(mean).Within(1e-6));
        Assert.That(
            detector.Progress.SquareSum, Is.EqualTo(last.Sum(value => (value - mean) * (value - mean))).Within(1e-5));
    }

    static double Certified(string[] lines, string name)
    {
        var text = lines.First(line => line.Contains(name, StringComparison.Ordinal)).Split(':')[1].Trim().Split(' ')[0];
        return double.Parse(text, CultureInfo.InvariantCulture);
    }
}
