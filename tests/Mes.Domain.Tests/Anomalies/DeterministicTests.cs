using System.Globalization;
using System.Text.Json;
using Mes.Domain.Anomalies;
using NUnit.Framework;

namespace Mes.Domain.Tests.Anomalies;

/// <summary>Exact outputs for stated rules, computed by others on files of the Numenta Anomaly Benchmark.</summary>
[TestFixture(NabFile.MachineTemperature)]
[TestFixture(NabFile.JumpsUp)]
[TestFixture(NabFile.SmallNoise)]
sealed class DeterministicTests(string id)
{
    const double ExactWithin = 1e-9;

    NabFile _file = null!;
    int _phase1;

    [OneTimeSetUp]
    public void Read()
    {
        _file = NabFile.Open(id);
        _phase1 = Expected("phase1_rows").GetInt32();
    }

    [Test]
    public void Mean_and_deviation_of_the_warm_up()
    {
        Assert.That(Phase1().Mean, Is.EqualTo(Expected("mu").GetDouble()).Within(ExactWithin));
        Assert.That(Phase1().Deviation, Is.EqualTo(Expected("sigma_sample").GetDouble()).Within(ExactWithin));
    }

    [Test]
    public void Z_score_against_the_warm_up()
    {
        var rule = DetectorRule.ZScore with { Threshold = 3, Window = 0, ClearAfter = 0, Known = Phase1() };

        AssertRows(Rows(rule), Expected("global_z"));
    }

    [Test]
    public void Rolling_z_score()
    {
        var rule = DetectorRule.ZScore with { Threshold = 6, Window = 288, WarmUp = 288, ClearAfter = 0 };

        AssertRows(Rows(rule), Expected("rolling_z"));
        foreach (var (row, z) in At(Expected("rolling_z").GetProperty("z_at")))
        {
            var before = After(rule, row).Progress;
            var deviation = Math.Sqrt(before.SquareSum / (rule.Window - 1));
            Assert.That((_file.Values[row] - before.Mean) / deviation, Is.EqualTo(z).Within(ExactWithin), $"row {row}");
        }
    }

    [Test]
    public void Ewma_with_steady_state_limits()
    {
        var rule = DetectorRule.Ewma with { Threshold = 8, Weight = 0.2, ClearAfter = 0, Known = Phase1() };

        var alarms = Alarms(rule).Where(alarm => alarm.Row >= _phase1).ToArray();

        AssertRows([.. alarms.Select(alarm => alarm.Row)], Expected("ewma"));
        foreach (var (_, alarm) in alarms)
        {
            Assert.That(
                (alarm.ExpectedHigh - alarm.ExpectedLow) / 2,
                Is.EqualTo(Expected("ewma").GetProperty("half_width").GetDouble()).Within(ExactWithin));
        }

        foreach (var (row, average) in At(Expected("ewma").GetProperty("value_at")))
        {
            Assert.That(After(rule, row + 1).Progress.Average, Is.EqualTo(average).Within(ExactWithin), $"row {row}");
        }
    }

    [Test]
    public void Two_sided_cusum_that_starts_again_after_its_alarm()
    {
        var rule = DetectorRule.Cusum with { Threshold = 20, Slack = 2, ClearAfter = 0, Known = Phase1() };

        var alarms = Alarms(rule);

        var expected = Expected("cusum");
        AssertRows(
            [.. alarms.Where(alarm => alarm.Alarm.Value > alarm.Alarm.ExpectedHigh).Select(alarm => alarm.Row)],
            expected.GetProperty("high_count"), expected.GetProperty("high_first10"));
        AssertRows(
            [.. alarms.Where(alarm => alarm.Alarm.Value < alarm.Alarm.ExpectedLow).Select(alarm => alarm.Row)],
            expected.GetProperty("low_count"), expected.GetProperty("low_first10"));
    }

    // What a detector has learnt once its warm-up is over.
    Baseline Phase1() => After(DetectorRule.Cusum with { WarmUp = _phase1 }, _phase1).Progress.Baseline!;

    Detector After(DetectorRule rule, int rows)
    {
        var detector = Detector.Start(rule);
        foreach (var value in _file.Values.Take(rows))
        {
            detector.See(value);
        }

        return detector;
    }

    (int Row, Anomaly Alarm)[] Alarms(DetectorRule rule)
    {
        var detector = Detector.Start(rule);
        return [.. _file.Values
            .Select((value, row) => (Row: row, Alarm: detector.See(value)))
            .Where(each => each.Alarm is not null)
            .Select(each => (each.Row, each.Alarm!))];
    }

    int[] Rows(DetectorRule rule) => [.. Alarms(rule).Select(alarm => alarm.Row)];

    JsonElement Expected(string name) => _file.Deterministic.GetProperty(name);

    static void AssertRows(int[] rows, JsonElement expected) =>
        AssertRows(rows, expected.GetProperty("count"), expected.GetProperty("first10"));

    static void AssertRows(int[] rows, JsonElement count, JsonElement first)
    {
        Assert.That(rows, Has.Length.EqualTo(count.GetInt32()));
        Assert.That(rows.Take(10), Is.EqualTo(first.EnumerateArray().Select(row => row.GetInt32())));
    }

    static IEnumerable<(int Row, double Value)> At(JsonElement values) => values.EnumerateObject()
        .Select(each => (int.Parse(each.Name, CultureInfo.InvariantCulture), each.Value.GetDouble()));
}
