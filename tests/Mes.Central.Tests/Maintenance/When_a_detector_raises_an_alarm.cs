using System.Net;
using System.Net.Http.Json;
using Mes.Central.Ledger;
using Mes.Central.Maintenance;
using Mes.Contracts.Events;
using Mes.Contracts.Live;
using Mes.Testing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Mes.Central.Tests.Maintenance;

sealed class When_a_detector_raises_an_alarm : CentralFixture
{
    const string Capper = "demo/bottling/capper";
    static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    ManualClock _clock = null!;

    protected override Task<TestCentral> StartAsync()
    {
        _clock = new ManualClock(Start.AddDays(1));
        return TestCentral.StartAsync(clock: _clock);
    }

    [Test]
    public async Task It_is_a_fact_with_the_value_and_what_was_expected()
    {
        Edge.Write(new TagDefined(7, Some.Machine, "temperature", "°C", "plc", "ns=2;s=Temperature"), Start);
        var id = Edge.Write(Alarm(81.25), Start.AddMinutes(5));
        await Edge.SendAllAsync();

        Assert.That(await GetAsync("/api/v1/anomalies"), Is.EqualTo([
            new AnomalyAlert(
                id, Some.Machine, "temperature", "°C", "WARNING", Start.AddMinutes(5), 81.25, 60.5, 79.5, "CUSUM")]));
        Assert.That(
            await Central.SingleAsync<(int, string, string, double)>(
                "select site, machine_id, metric, value from anomaly_alert"),
            Is.EqualTo((1, Some.Machine, "temperature", 81.25)));
    }

    [Test]
    public async Task A_batch_that_is_sent_again_adds_nothing()
    {
        Edge.Write(Alarm(81), Start);
        await Edge.SendAsync(1, 1);
        await Edge.SendAsync(1, 1);

        Assert.That(await GetAsync("/api/v1/anomalies"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_newest_come_first_and_can_be_chosen_by_machine_time_severity_and_number()
    {
        Edge.Write(Some.Filler() with { Machine = Capper }, Start);
        Edge.Write(Some.Filler(), Start);
        Edge.Write(Alarm(1), Start.AddMinutes(1));
        Edge.Write(Alarm(2) with { Severity = "CRITICAL" }, Start.AddMinutes(2));
        Edge.Write(Alarm(3) with { Machine = Capper }, Start.AddMinutes(3));
        await Edge.SendAllAsync();

        Assert.That(await ValuesAsync("/api/v1/anomalies"), Is.EqualTo([3, 2, 1]));
        Assert.That(await ValuesAsync("/api/v1/anomalies?limit=2"), Is.EqualTo([3, 2]));
        Assert.That(await ValuesAsync("/api/v1/anomalies?severity=CRITICAL"), Is.EqualTo([2]));
        Assert.That(await ValuesAsync("/api/v1/machines/bottling/filler/anomalies"), Is.EqualTo([2, 1]));
        Assert.That(await ValuesAsync("/api/v1/machines/bottling/capper/anomalies"), Is.EqualTo([3]));
        Assert.That(
            await ValuesAsync("/api/v1/anomalies?from=2026-11-20T08:01:00Z&to=2026-11-20T08:02:00Z"), Is.EqualTo([1]));
        Assert.That(await ValuesAsync("/api/v1/anomalies?to=2026-11-10T00:00:00Z"), Is.Empty);
    }

    [TestCase("/api/v1/anomalies?from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z", "from must lie before to.")]
    [TestCase("/api/v1/anomalies?from=2020-01-01T00:00:00Z", "from and to lie at most 400 days apart.")]
    [TestCase("/api/v1/anomalies?limit=0", "limit lies between 1 and 1000.")]
    [TestCase("/api/v1/anomalies?severity=bad", "severity is WARNING or CRITICAL.")]
    public async Task A_question_that_makes_no_sense_is_refused_in_words(string path, string words)
    {
        using var answer = await Central.Http.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(words));
    }

    [TestCase("/api/v1/anomalies?limit=many", HttpStatusCode.BadRequest)]
    [TestCase("/api/v1/anomalies?from=yesterday", HttpStatusCode.BadRequest)]
    [TestCase("/api/v1/machines/bottling/labeller/anomalies", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_read_or_found_is_said_so(string path, HttpStatusCode expected)
    {
        using var answer = await Central.Http.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task What_has_not_cleared_is_told_as_long_as_the_line_is_heard_from()
    {
        var open = new LiveAnomaly(Some.Machine, "temperature", "°C", "CUSUM", "WARNING", Start, 81, 60, 79);
        using var kept = await Edge.PostLiveAsync(Live([open]));
        Assert.That(kept.IsSuccessStatusCode);

        Assert.That(await OpenAsync(), Is.EqualTo([open]));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.That(await OpenAsync(), Is.Empty);
    }

    [Test]
    public async Task A_live_view_with_an_alarm_that_no_page_can_draw_is_refused()
    {
        var strange = new LiveAnomaly(Some.Machine, "temperature", "°C", "CUSUM", "DREADFUL", Start, 81, 60, 79);

        using var unknown = await Edge.PostLiveAsync(Live([strange]));
        using var missing = await Edge.PostLiveAsync(Live([null!]));

        Assert.That((unknown.StatusCode, missing.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest)));
    }

    [Test]
    public async Task One_that_makes_no_sense_is_parked_and_the_rest_goes_on()
    {
        Edge.Write(Alarm(1) with { Severity = "DREADFUL" }, Start);
        Edge.Write(Alarm(2) with { Metric = "pressure" }, Start.AddSeconds(1));
        await Edge.SendAllAsync();

        Assert.That(await ValuesAsync("/api/v1/anomalies"), Is.EqualTo([2]));
        var parked = await Central.Services.GetRequiredService<ProjectionFailures>().ListAsync(CancellationToken.None);
        Assert.That(parked.Select(failure => failure.Error), Is.EqualTo(["'DREADFUL' is no severity of an anomaly."]));
    }

    [Test]
    public async Task Dropped_and_projected_again_the_facts_are_the_same()
    {
        for (var i = 0; i < 25; i++)
        {
            Edge.Write(i % 3 == 0 ? Some.State("RUNNING") : Alarm(i), Start.AddMinutes(i));
        }

        await Edge.SendAsync(1, 10);
        await Edge.SendAsync(11, 25);
        var before = await RowsAsync();
        await Central.ExecuteAsync("""
            alter table anomaly_alert disable trigger all;
            delete from anomaly_alert;
            alter table anomaly_alert enable trigger all
            """);
        Assert.That(await RowsAsync(), Is.Empty);

        await ProjectAgainAsync();

        Assert.That(before, Has.Count.EqualTo(16));
        Assert.That(await RowsAsync(), Is.EqualTo(before));
    }

    LiveView Live(IReadOnlyList<LiveAnomaly> anomalies) => new(
        1, Edge.Incarnation, Start, 0, Start, 0, 0, [new LiveMachine(Some.Machine, "RUNNING", Start, 0, 0, null)], null)
    {
        Anomalies = anomalies,
    };

    async Task<IReadOnlyList<LiveAnomaly>> OpenAsync() =>
        (await Central.Http.GetFromJsonAsync<IReadOnlyList<LiveAnomaly>>("/api/v1/anomalies/open"))!;

    async Task ProjectAgainAsync()
    {
        var stored = await Central.QueryAsync<StoredEvent>("""
            select l.epoch, l.position, l.ordinal, l.producer, l.incarnation, i.ordinal as incarnation_ordinal, l.seq, l.bytes
            from ledger l
            join incarnation i using (site, producer, incarnation)
            order by l.epoch, l.position, l.ordinal
            """);
        var projector = Central.Services.GetServices<IProjector>().Single(each => each.Module == "maintenance");
        await using var connection = await Central.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var events = stored
            .Select(row => row.ToLedgerEvent(new LedgerPlace(1, row.Epoch, row.Position, row.Ordinal)))
            .Where(appended => projector.AggregateOf(appended) is not null)
            .ToList();
        await projector.ProjectAsync(transaction, events, CancellationToken.None);
        await transaction.CommitAsync();
    }

    Task<IReadOnlyList<string>> RowsAsync() =>
        Central.QueryAsync<string>("select a::text from anomaly_alert a order by position, ordinal");

    async Task<IReadOnlyList<AnomalyAlert>> GetAsync(string path) =>
        (await Central.Http.GetFromJsonAsync<IReadOnlyList<AnomalyAlert>>(path))!;

    async Task<IReadOnlyList<double>> ValuesAsync(string path) => [.. (await GetAsync(path)).Select(alert => alert.Value)];

    static AnomalyDetected Alarm(double value) =>
        new(Some.Machine, 7, "temperature", "CUSUM", "WARNING", value, 60.5, 79.5);
}
