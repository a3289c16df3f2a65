using Mes.Contracts.Events;
using Mes.Domain.Anomalies;
using Mes.Edge.Acquisition;
using Mes.Edge.Line;
using Mes.Edge.Tests.Configuration;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Anomalies;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_a_value_is_out_of_the_ordinary : IDisposable
{
    // Known mean 20, deviation 1: beyond 15 and 25 is an alarm, which clears after three samples.
    const string Known = """[{ "kind": "zscore", "threshold": 5, "mean": 20, "deviation": 1, "clearAfter": 3 }]""";
    const uint Uncertain = 0x4000_0000;
    const uint Bad = 0x8000_0000;
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    readonly WatchedLine _line = new(Known);

    public void Dispose() => _line.Dispose();

    [Test]
    public void The_journal_tells_it_with_the_time_of_the_sample()
    {
        _line.Sample(20, At(0)).Sample(26, At(1)).Commit();

        var told = _line.Journaled.Single(journaled => journaled.Body is AnomalyDetected);
        Assert.That(
            told.Body,
            Is.EqualTo(new AnomalyDetected(
                Some.Filler, Some.TemperatureTag, "temperature", "ZSCORE", "WARNING", 26, 15, 25)));
        Assert.That(told.Times.Source, Is.EqualTo(At(1)));
    }

    [Test]
    public void It_is_told_once_until_it_has_cleared()
    {
        _line.Sample(26, At(0)).Sample(27, At(1)).Sample(20, At(2)).Sample(31, At(3)).Commit();
        Assert.That(_line.Alarms, Has.Count.EqualTo(1));

        _line.Sample(20, At(4)).Sample(20, At(5)).Sample(20, At(6)).Sample(31, At(7)).Commit();

        Assert.That(_line.Alarms.Select(alarm => alarm.Severity), Is.EqualTo(["WARNING", "CRITICAL"]));
    }

    [TestCase(26.0, Bad)]
    [TestCase(26.0, Uncertain)]
    [TestCase(null, 0u)]
    [TestCase(double.NaN, 0u)]
    [TestCase(double.PositiveInfinity, 0u)]
    public void What_the_source_does_not_vouch_for_is_not_judged(double? value, uint status)
    {
        _line.Sample(value, At(0), status).Commit();

        Assert.That(_line.Alarms, Is.Empty);
    }

    [Test]
    public void A_repeat_or_a_late_sample_is_not_judged()
    {
        _line.Sample(20, At(10)).Sample(26, At(10)).Sample(26, At(5)).Commit();

        Assert.That(_line.Alarms, Is.Empty);
    }

    [Test]
    public void Many_late_samples_in_a_row_are_a_clock_set_back()
    {
        _line.Sample(20, At(3600));
        for (var i = 0; i < 10; i++)
        {
            _line.Sample(26, At(i));
        }

        Assert.That(_line.Commit().Alarms, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_screen_and_central_show_it_until_it_clears()
    {
        using var folder = new TemporaryFolder();
        var plc = new ScriptedSource();
        var configuration = Some.Configuration(folder, json => DetectorReaderTests.Watched(json, Known));
        await using var central = await FlakyCentral.StartAsync(configuration.Key);
        await using var edge = await RunningEdge.StartAsync(configuration with { Central = central.Address }, plc);
        await plc.Connect(At(0)).PublishAsync(At(1), Temperature(26, At(1)));

        var view = await edge.ShowsAsync(view => view.Anomalies.Count > 0);
        Assert.That(
            view.Anomalies.Single(),
            Is.EqualTo(new AnomalyView(
                Some.Filler, "temperature", "°C", DetectorKind.ZScore, AnomalySeverity.Warning, At(1), 26, 15, 25)));
        Assert.That(edge.Events<AnomalyDetected>(), Has.Count.EqualTo(1));
        await Eventually.Async(
            () => central.Live?.Anomalies is [{ Metric: "temperature", Detector: "ZSCORE", Severity: "WARNING", Value: 26 }],
            Deadline, "central shows it");

        await plc.PublishAsync(At(5), Temperature(20, At(2)), Temperature(20, At(3)), Temperature(20, At(4)));
        await edge.ShowsAsync(view => view.Anomalies.Count == 0);
        await Eventually.Async(() => central.Live!.Anomalies is null, Deadline, "central shows it no more");
    }

    static TagSample Temperature(double value, DateTimeOffset at) =>
        Some.Sample(Some.TemperatureTag, value, at);

    static DateTimeOffset At(double seconds) => Some.Morning.AddSeconds(seconds);
}
