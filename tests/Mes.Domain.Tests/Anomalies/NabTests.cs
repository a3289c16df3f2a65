using System.Text.Json;
using Mes.Domain.Anomalies;
using NUnit.Framework;

namespace Mes.Domain.Tests.Anomalies;

/// <summary>Detectors with their defaults on files of the Numenta Anomaly Benchmark, the same for every file.</summary>
sealed class NabTests
{
    [TestCase(DetectorKind.Cusum)]
    [TestCase(DetectorKind.Ewma)]
    public void The_failing_machine_is_found_with_at_least_half_of_the_perfect_score(DetectorKind kind)
    {
        var file = NabFile.Open(NabFile.MachineTemperature);

        var score = NabScore.Normalised(file.Values.Count, file.Windows, Alarms(kind, file));

        TestContext.Out.WriteLine($"{kind} scores {score:0.00}");
        Assert.That(score, Is.GreaterThanOrEqualTo(50));
    }

    // Figures of docs/detectors.md.
    [TestCase(NabFile.MachineTemperature, DetectorKind.Cusum, 91.00)]
    [TestCase(NabFile.MachineTemperature, DetectorKind.Ewma, 63.59)]
    [TestCase(NabFile.MachineTemperature, DetectorKind.ZScore, 34.76)]
    [TestCase(NabFile.JumpsUp, DetectorKind.Cusum, 87.47)]
    [TestCase(NabFile.JumpsUp, DetectorKind.Ewma, 90.53)]
    [TestCase(NabFile.JumpsUp, DetectorKind.ZScore, 0)]
    public void The_documented_scores_are_those_of_the_defaults(string id, DetectorKind kind, double documented)
    {
        var file = NabFile.Open(id);

        var score = NabScore.Normalised(file.Values.Count, file.Windows, Alarms(kind, file));

        Assert.That(score, Is.EqualTo(documented).Within(0.005));
    }

    [TestCase(DetectorKind.Cusum)]
    [TestCase(DetectorKind.Ewma)]
    [TestCase(DetectorKind.ZScore)]
    public void Where_there_is_only_noise_there_is_no_alarm(DetectorKind kind) =>
        Assert.That(Alarms(kind, NabFile.Open(NabFile.SmallNoise)), Is.Empty);

    // What nab_score.py answers for these flags.
    [TestCase(NabFile.MachineTemperature, 1000, -5.185503888929555)]
    [TestCase(NabFile.MachineTemperature, 7, -3641.253686131265)]
    [TestCase(NabFile.JumpsUp, 1000, 75.41291661704001)]
    [TestCase(NabFile.JumpsUp, 7, -2188.098049278386)]
    public void Every_so_many_rows_flagged_score_as_the_reference_computes(string id, int every, double expected)
    {
        var file = NabFile.Open(id);
        var flags = Enumerable.Range(0, file.Values.Count).Where(row => row % every == 0);

        Assert.That(NabScore.Normalised(file.Values.Count, file.Windows, flags), Is.EqualTo(expected).Within(1e-9));
    }

    [TestCase(NabFile.MachineTemperature)]
    [TestCase(NabFile.JumpsUp)]
    public void A_detector_that_never_speaks_scores_as_published(string id)
    {
        var file = NabFile.Open(id);
        var published = file.Case.GetProperty("published_scores").GetProperty("null").GetProperty("standard");

        Assert.That(NabScore.Normalised(file.Values.Count, file.Windows, []), Is.EqualTo(Normalised(published)).Within(0.005));
    }

    // Their one detection is not published, but it lies in the window: one of its rows must give the published score.
    [Test]
    public void A_detection_in_the_window_scores_as_published_for_detectors_without_false_alarms()
    {
        var file = NabFile.Open(NabFile.JumpsUp);
        var scores = file.Case.GetProperty("published_scores").EnumerateObject()
            .Select(detector => detector.Value.GetProperty("standard"))
            .Where(each => each.GetProperty("FP").GetInt32() == 0 && each.GetProperty("TP").GetInt32() > 0)
            .Select(Normalised)
            .Distinct()
            .ToArray();
        var window = file.Windows.Single();
        var reachable = Enumerable.Range(window.First, window.Last - window.First + 1)
            .Select(row => NabScore.Normalised(file.Values.Count, file.Windows, [row])!.Value)
            .ToArray();

        Assert.That(scores, Has.Length.GreaterThanOrEqualTo(3));
        Assert.That(scores, Has.All.Matches<double>(score => reachable.Any(each => Math.Abs(each - score) < 0.006)));
    }

    [Test]
    public void A_false_alarm_far_from_any_window_costs_as_published()
    {
        // knncad: found at once, and two false alarms before the window at full price.
        var file = NabFile.Open(NabFile.JumpsUp);
        var published = file.Case.GetProperty("published_scores").GetProperty("knncad").GetProperty("standard");
        var best = NabScore.Normalised(file.Values.Count, file.Windows, [FirstOf(file, 93.03)])!.Value;

        var score = NabScore.Normalised(file.Values.Count, file.Windows, [700, 900, FirstOf(file, 93.03)]);

        Assert.That(score, Is.EqualTo(Normalised(published)).Within(0.01));
        Assert.That(best - score!.Value, Is.EqualTo(11).Within(1e-9));
    }

    static IEnumerable<int> Alarms(DetectorKind kind, NabFile file)
    {
        var detector = Detector.Start(DetectorRule.Default(kind));
        return [.. file.Values.Index().Where(row => detector.See(row.Item) is not null).Select(row => row.Index)];
    }

    static int FirstOf(NabFile file, double score) => Enumerable
        .Range(file.Windows[0].First, file.Windows[0].Last - file.Windows[0].First)
        .First(row => Math.Abs(NabScore.Normalised(file.Values.Count, file.Windows, [row])!.Value - score) < 0.01);

    static double Normalised(JsonElement published) => published.GetProperty("normalised_file").GetDouble();
}
