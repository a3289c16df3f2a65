using System.Text;
using Mes.Domain.Anomalies;
using Mes.Edge.Configuration;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Configuration;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DetectorReaderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_kind_alone_is_a_detector_with_the_defaults_of_that_kind()
    {
        var rules = Rules("""[{ "kind": "zscore" }, { "kind": "cusum" }, { "kind": "ewma" }]""");

        Assert.That(rules, Is.EqualTo([DetectorRule.ZScore, DetectorRule.Cusum, DetectorRule.Ewma]));
    }

    [Test]
    public void Everything_can_be_set()
    {
        var rules = Rules("""
            [
              { "kind": "zscore", "threshold": 4, "window": 60, "warmUp": 100, "clearAfter": 5, "minDeviation": 0.1 },
              { "kind": "cusum", "slack": 0.5, "threshold": 5, "mean": 500, "deviation": 2.5 },
              { "kind": "ewma", "weight": 0.1, "threshold": 2.7 }
            ]
            """);

        Assert.That(rules, Is.EqualTo([
            DetectorRule.ZScore with { Threshold = 4, Window = 60, WarmUp = 100, ClearAfter = 5, MinDeviation = 0.1 },
            DetectorRule.Cusum with { Slack = 0.5, Threshold = 5, Known = new Baseline(500, 2.5) },
            DetectorRule.Ewma with { Weight = 0.1, Threshold = 2.7 },
        ]));
    }

    [Test]
    public void A_z_score_with_a_known_mean_needs_no_window()
    {
        var rule = Rules("""[{ "kind": "zscore", "threshold": 3, "mean": 10, "deviation": 2 }]""").Single();

        Assert.That((rule.Window, rule.Known), Is.EqualTo((0, new Baseline(10, 2))));
    }

    [Test]
    public void A_tag_without_detectors_is_watched_by_none() =>
        Assert.That(Some.Configuration(_folder).Machines[0].Tags[0].Detectors, Is.Empty);

    [TestCase("""[{ "kind": "arima" }]""", "[0].kind: \"arima\" is no detector; use zscore, cusum or ewma")]
    [TestCase("""[{ "threshold": 3 }]""", "[0].kind: is missing; it must be text")]
    [TestCase("""[{ "kind": "cusum" }, { "kind": "cusum" }]""", "[1].kind: \"cusum\" is there twice")]
    [TestCase("""[{ "kind": "cusum", "window": 5 }]""", "[0].window: does not belong to cusum, whose own member is slack")]
    [TestCase("""[{ "kind": "ewma", "weight": 2 }]""", "[0].weight: 2 is out of range; use a number from 0.0001 to 1")]
    [TestCase("""[{ "kind": "zscore", "window": 1 }]""", "[0].kind: a window has 2 to 10000 values, or 0 for none")]
    [TestCase(
        """[{ "kind": "zscore", "window": 5, "mean": 1, "deviation": 1 }]""",
        "[0].kind: a window learns what is normal; leave out the known mean and deviation")]
    [TestCase(
        """[{ "kind": "cusum", "mean": 1 }]""",
        "[0].deviation: is missing; where one of mean and deviation is given, so is the other")]
    [TestCase("""[{ "kind": "cusum", "warmUp": 1 }]""", "[0].warmUp: 1 is out of range; use a whole number from 2 to 1000000")]
    [TestCase("""{ "kind": "cusum" }""", ": must be a list, not an object")]
    public void A_fault_is_named_with_its_place(string detect, string fault)
    {
        _ = Some.Configuration(_folder);
        var json = Watched(Some.Json(new Uri("http://127.0.0.1:1")), detect);

        var (_, faults) = ConfigurationReader.Read(Encoding.UTF8.GetBytes(json), _folder.Path);

        Assert.That(faults.Select(each => each.ToString()), Is.EqualTo([$"machines[0].tags[2].detect{fault}"]));
    }

    internal static string Watched(string json, string detect) =>
        json.Replace("\"unit\": \"°C\",", $"\"unit\": \"°C\", \"detect\": {detect},", StringComparison.Ordinal);

    IReadOnlyList<DetectorRule> Rules(string detect) =>
        Some.Configuration(_folder, json => Watched(json, detect)).Machines[0].Tags[2].Detectors;
}
