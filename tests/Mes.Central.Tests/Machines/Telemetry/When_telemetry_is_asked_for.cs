using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mes.Central.Ledger;
using Mes.Central.Machines.Telemetry;
using Mes.Contracts.Events;
using Mes.Contracts.Telemetry;
using Mes.Testing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Mes.Central.Tests.Machines.Telemetry;

sealed class When_telemetry_is_asked_for : CentralFixture
{
    const uint Uncertain = 0x40000000;
    const uint Bad = 0x80000000;
    const string Address = "/api/v1/machines/bottling/filler/telemetry";

    static readonly DateTimeOffset Start = new(2024, 3, 1, 6, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Now = Start.AddHours(8);

    protected override Task<TestCentral> StartAsync() => TestCentral.StartAsync(clock: new ManualClock(Now));

    [SetUp]
    public async Task DefineAsync()
    {
        Edge.Write(Some.Filler(), Start);
        Edge.Write(new TagDefined(7, Some.Machine, "temperature", "°C", "plc", "ns=2;s=T"), Start);
        Edge.Write(new TagDefined(8, Some.Machine, "parts", null, "plc", "ns=2;s=P"), Start);
        await Edge.SendAllAsync();
    }

    [Test]
    public async Task The_metrics_are_listed_with_unit_newest_value_and_age()
    {
        await SendAsync(OneASecond(500));
        await SendAsync([new TelemetrySample(7, Now.AddSeconds(-3), 21.5, Uncertain)]);

        var metrics = await Central.Http.GetFromJsonAsync<TelemetryMetric[]>(Address);

        Assert.That(metrics, Is.EqualTo([
            new TelemetryMetric("parts", null, null, null, null, null),
            new TelemetryMetric("temperature", "°C", Now.AddSeconds(-3), 21.5, Uncertain, 3)]));
    }

    [Test]
    public async Task Few_samples_come_as_they_are_wherever_they_are_stored()
    {
        await SendAsync(OneASecond(100));
        await SendAsync([new(7, Start.AddSeconds(100), null, Bad), new(7, Start.AddMilliseconds(100_500), 3, Uncertain)]);

        var series = await GetAsync($"/temperature?from={Iso(Start.AddSeconds(98))}&to={Iso(Now)}");

        Assert.That(
            (series.Form, series.Unit, series.BucketSeconds), Is.EqualTo((TelemetrySeries.Samples, "°C", (double?)null)));
        var first = (double)Start.AddSeconds(98).ToUnixTimeMilliseconds();
        Assert.That(series.Points.Time, Is.EqualTo([first, first + 1000, first + 2000, first + 2500]));
        Assert.That(series.Points.Value, Is.EqualTo([98, 99, (double?)null, 3]));
        Assert.That(series.Points.Bad, Is.EqualTo([0.0, 0, 1, 0]));
        Assert.That(series.Points.Uncertain, Is.EqualTo([0.0, 0, 0, 1]));
        Assert.That(series.Summary, Is.EqualTo(
            new TelemetrySummary(4, 1, 1, 3, 99, 200.0 / 3, 3, Start.AddMilliseconds(100_500))));
    }

    [TestCase(20, TestName = "Many samples come as buckets, from what minutes come to")]
    [TestCase(2000, TestName = "Many samples come as buckets, from the samples themselves")]
    public async Task Buckets(int points)
    {
        // Hours 1 to 3 as blocks, hour 4 partly as rows of the head.
        var samples = OneASecond(3 * 3600 + 1000);
        await SendAsync(samples[..10_000]);
        foreach (var piece in samples[10_000..].Chunk(50))
        {
            await SendAsync(piece);
        }

        var series = await GetAsync($"/temperature?from={Iso(Start)}&to={Iso(Start.AddHours(4))}&points={points}");

        Assert.That(series.Form, Is.EqualTo(TelemetrySeries.Buckets));
        var width = series.BucketSeconds!.Value;
        var expected = samples.GroupBy(sample => Math.Floor((sample.Time - Start).TotalSeconds / width)).Select(group => (
            Time: (double)Start.AddSeconds(group.Key * width).ToUnixTimeMilliseconds(),
            Min: group.Min(each => each.Value), Max: group.Max(each => each.Value), Mean: group.Average(each => each.Value),
            Count: group.Count())).ToList();
        Assert.That(expected, Has.Count.LessThanOrEqualTo(points));
        Assert.That(series.Points.Time, Is.EqualTo(expected.Select(each => each.Time)));
        Assert.That(series.Points.Min, Is.EqualTo(expected.Select(each => each.Min)));
        Assert.That(series.Points.Max, Is.EqualTo(expected.Select(each => each.Max)));
        Assert.That(series.Points.Value, Is.EqualTo(expected.Select(each => each.Mean)).Within(1e-9));
        Assert.That(series.Points.Count, Is.EqualTo(expected.Select(each => each.Count)));
        Assert.That(series.Summary.Count, Is.EqualTo(samples.Length));
    }

    [Test]
    public async Task Compaction_changes_no_answer()
    {
        foreach (var piece in OneASecond(2_000).Chunk(50))
        {
            await SendAsync(piece);
        }

        string[] questions =
        [
            $"/temperature?from={Iso(Start)}&to={Iso(Now)}&points=30",
            $"/temperature?from={Iso(Start)}&to={Iso(Now)}&points=5000",
            $"/temperature?from={Iso(Start)}&to={Iso(Now)}&points=100&form=line", "", $"/temperature.csv?from={Iso(Start)}",
        ];
        var before = await Task.WhenAll(questions.Select(question => Central.Http.GetStringAsync(Address + question)));

        var moved = await Central.Services.GetRequiredService<TelemetryCompactor>()
            .CompactAsync(Now.AddDays(1), CancellationToken.None);

        Assert.That(moved, Is.EqualTo(2_000));
        Assert.That(
            await Task.WhenAll(questions.Select(question => Central.Http.GetStringAsync(Address + question))),
            Is.EqualTo(before));
    }

    [Test]
    public async Task A_line_keeps_first_last_and_peaks()
    {
        var samples = OneASecond(3_000).Select(sample => sample with { Value = 1 }).ToArray();
        samples[1_234] = samples[1_234] with { Value = 50 };
        await SendAsync(samples);

        var series = await GetAsync($"/temperature?from={Iso(Start)}&to={Iso(Now)}&points=40&form=line");

        Assert.That((series.Form, series.Points.Time.Count), Is.EqualTo((TelemetrySeries.Line, 40)));
        Assert.That(series.Points.Time[0], Is.EqualTo(Start.ToUnixTimeMilliseconds()));
        Assert.That(series.Points.Time[^1], Is.EqualTo(Start.AddSeconds(2_999).ToUnixTimeMilliseconds()));
        Assert.That(series.Points.Value, Does.Contain(50.0));
    }

    [Test]
    public async Task Gaps_of_its_source_are_told_beside_the_points()
    {
        await SendAsync(OneASecond(100));
        Edge.Write(new GapOpened("plc", [Some.Machine], Start.AddSeconds(100), "The PLC did not answer"), Start.AddSeconds(100));
        Edge.Write(new GapOpened("sensors", [Some.Machine], Start.AddSeconds(20), "The broker was away"), Start.AddSeconds(20));
        await Edge.SendAllAsync();

        var series = await GetAsync($"/temperature?from={Iso(Start)}&to={Iso(Now)}");

        Assert.That(series.Gaps.Select(gap => (gap.From, gap.To, gap.Cause)), Is.EqualTo(
            [(Start.AddSeconds(100), (DateTimeOffset?)null, "The PLC did not answer")]));
    }

    [Test]
    public async Task Every_sample_is_exported_as_text()
    {
        await SendAsync(
            [new(7, Start, 20.5, 0), new(7, Start.AddTicks(10), null, Bad), new(7, Start.AddHours(1), 1.0 / 3, Uncertain)]);

        using var answer = await Central.Http.GetAsync($"{Address}/temperature.csv?from={Iso(Start)}&to={Iso(Now)}");

        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(
            "time,value,status\r\n2024-03-01T06:00:00.000000Z,20.5,0x00000000\r\n"
            + "2024-03-01T06:00:00.000001Z,,0x80000000\r\n2024-03-01T07:00:00.000000Z,0.3333333333333333,0x40000000\r\n"));
    }

    [TestCase("/temperature?from=2024-03-02T00:00Z&to=2024-03-01T00:00Z", 400, "from must lie before to.")]
    [TestCase("/temperature?from=2020-03-02T00:00Z", 400, "at most 400 days")]
    [TestCase("/temperature?from=0001-01-01T00:00Z&to=0001-01-02T00:00Z", 400, "1971")]
    [TestCase("/temperature?points=1", 400, "points must be 10 to 10000, not 1.")]
    [TestCase("/temperature?points=10001", 400, "points must be 10 to 10000")]
    [TestCase("/temperature?points=many", 400, "Points")]
    [TestCase("/temperature?form=spline", 400, "'spline' is neither")]
    [TestCase("/pressure", 404, "has no metric pressure")]
    [TestCase("/pressure.csv", 404, "has no metric pressure")]
    [TestCase("/temperature.csv?from=2024-03-02T00:00Z&to=2024-03-01T00:00Z", 400, "from must lie before to.")]
    public async Task A_question_that_makes_no_sense_is_answered_with_the_reason(string question, int status, string words)
    {
        using var answer = await Central.Http.GetAsync(Address + question);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain(words));
    }

    [Test]
    public async Task A_machine_that_is_not_there_is_told_from_one_without_metrics()
    {
        using var unknown = await Central.Http.GetAsync("/api/v1/machines/bottling/packer/telemetry");

        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_api_describes_it()
    {
        var api = await Central.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var paths = api.GetProperty("paths");
        var series = paths.GetProperty("/api/v1/machines/{line}/{machine}/telemetry/{metric}").GetProperty("get");
        Assert.That(
            series.GetProperty("parameters").EnumerateArray().Select(each => each.GetProperty("name").GetString()),
            Is.SupersetOf(["line", "machine", "metric"]).And.Some.EqualTo("points").IgnoreCase);
        Assert.That(paths.TryGetProperty("/api/v1/machines/{line}/{machine}/telemetry/{metric}.csv", out _), Is.True);
    }

    // A saw that is different in every minute.
    static TelemetrySample[] OneASecond(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new TelemetrySample(7, Start.AddSeconds(n), n % 977, 0))];

    Task SendAsync(TelemetrySample[] samples) => SendChunksAsync(samples.Chunk(TelemetrySegment.MaxSamples));

    async Task SendChunksAsync(IEnumerable<TelemetrySample[]> chunks)
    {
        foreach (var chunk in chunks)
        {
            await Edge.SendSegmentsAsync([++_seq], chunk);
        }
    }

    async Task<TelemetrySeries> GetAsync(string question)
    {
        using var answer = await Central.Http.GetAsync(Address + question);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<TelemetrySeries>())!;
    }

    static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", null);

    long _seq;

    [SetUp]
    public void BeginAnew() => _seq = 0;
}
