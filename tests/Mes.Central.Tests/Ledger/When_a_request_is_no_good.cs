using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Mes.Contracts.Replication;
using NUnit.Framework;

namespace Mes.Central.Tests.Ledger;

/// <summary>One central for all, as none of these may change anything.</summary>
sealed class When_a_request_is_no_good
{
    const string Hello = """{"producer":1,"incarnation":"@","previous":null,"keyId":"x","program":"p"}""";

    const string Live = """
        {"producer":9,"incarnation":"@","at":1,"tipSeq":1,"settledThrough":1,"backlogEvents":0,"backlogSegments":0,
         "machines":[],"order":null}
        """;

    const string Key = "0000000000000000000000000000000000000000000000000000000000000000";

    TestCentral? _central;
    ScriptedEdge? _edge;

    TestCentral Central => _central!;

    ScriptedEdge Edge => _edge!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _central = await TestCentral.StartAsync();
        _edge = await ScriptedEdge.OpenAsync(_central);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_central is not null)
        {
            await _central.DisposeAsync();
        }
    }

    [TestCase("/edge/v1/hello", "{", "")]
    [TestCase("/edge/v1/hello", "null", "null")]
    [TestCase("/edge/v1/hello", "{}", "required")]
    [TestCase("/edge/v1/live", "{}", "required")]
    [TestCase("/edge/v1/batches", "no batch", "mesbat01")]
    public async Task A_bad_body_is_answered_in_words(string path, string body, string words)
    {
        using var answer = await Central.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await DetailAsync(answer), Does.Contain(words).And.Not.Empty);
    }

    [TestCase("00000000-0000-0000-0000-000000000000", "incarnation")]
    [TestCase("0197a0a0-0000-7000-8000-000000000000", "keyId")]
    public Task A_hello_that_means_nothing_is_answered_in_words(string incarnation, string words) =>
        A_bad_body_is_answered_in_words("/edge/v1/hello", Hello.Replace("@", incarnation, StringComparison.Ordinal), words);

    [TestCase("\"producer\":9", "edge 9")]
    [TestCase("\"at\":9223372036854775807", "not a time")]
    [TestCase("\"producer\":1,\"tipSeq\":-1", "count from 0")]
    public Task A_live_view_that_means_nothing_is_answered_in_words(string members, string words) =>
        A_bad_body_is_answered_in_words(
            "/edge/v1/live",
            Live.Replace("@", $"{Guid.NewGuid()}", StringComparison.Ordinal)
                .Replace("\"order\":null", $"\"order\":null,{members}", StringComparison.Ordinal),
            words);

    [Test]
    public Task A_live_view_with_nothing_in_the_place_of_a_machine_is_refused() =>
        A_live_view_that_means_nothing_is_answered_in_words("\"producer\":1,\"machines\":[null]", "cannot be null");

    [TestCase("DANCING", 1, "none of the known states")]
    [TestCase("IDLE", -1, "count from 0")]
    [TestCase("IDLE", long.MaxValue, "count from 0")]
    public Task A_live_view_that_no_page_could_draw_is_refused(string state, long good, string words) =>
        A_live_view_that_means_nothing_is_answered_in_words(
            $$"""
            "producer":1,"machines":[{"machine":"m","state":"{{state}}","since":1,"good":{{good}},"scrap":0,"cause":null}]
            """,
            words);

    [TestCase("/edge/v1/hello", 5_000)]
    [TestCase("/edge/v1/live", 300_000)]
    [TestCase("/edge/v1/batches", Batch.MaxBytes + 1)]
    public async Task A_body_beyond_the_limit_is_turned_away(string path, int bytes)
    {
        using var answer = await Central.Http.PostAsync(path, new ByteArrayContent(new byte[bytes]));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task Strangers_are_turned_away_with_the_reason()
    {
        foreach (var (producer, words) in new[] { (9u, "not listed"), (1u, "another key") })
        {
            using var answer = await Central.Http.PostAsJsonAsync(
                "/edge/v1/hello", new Hello(producer, Guid.NewGuid(), null, Key, "p"), ExchangeJson.Default.Hello);

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(await DetailAsync(answer), Does.Contain(words));
        }
    }

    [Test]
    public async Task A_batch_for_another_central_is_refused()
    {
        Edge.Write(Some.State("RUNNING"), DateTimeOffset.UnixEpoch);
        var batch = Edge.BatchOf(1, 1);

        using var answer = await Edge.PostAsync((batch with { Header = batch.Header with { Central = Guid.NewGuid() } }).Write());

        Assert.That(await DetailAsync(answer), Does.Contain("meant for central"));
    }

    [Test]
    public async Task A_batch_of_a_journal_that_never_said_hello_is_refused()
    {
        var stranger = Edge.OfOtherJournal();
        stranger.Write(Some.State("RUNNING"), DateTimeOffset.UnixEpoch);

        using var answer = await Edge.PostAsync(stranger.BatchOf(1, 1).Write());

        Assert.That(await DetailAsync(answer), Does.Contain("Say hello first"));
    }

    [TestCase("/api/v1/machines/bottling/filler?from=yesterday", HttpStatusCode.BadRequest, "yesterday")]
    [TestCase(
        "/api/v1/machines/bottling/filler?from=2026-01-02T00:00Z&to=2026-01-01T00:00Z", HttpStatusCode.BadRequest, "before")]
    [TestCase(
        "/api/v1/machines/bottling/filler/shifts?from=2020-01-01T00:00Z&to=2026-01-01T00:00Z",
        HttpStatusCode.BadRequest, "100 days")]
    [TestCase("/api/v1/machines/bottling/nobody", HttpStatusCode.NotFound, "no machine nobody")]
    public async Task A_question_that_makes_no_sense_is_answered_in_words(string path, HttpStatusCode status, string words)
    {
        using var answer = await Central.Http.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That(await DetailAsync(answer), Does.Contain(words));
    }

    [Test]
    public async Task The_api_describes_itself()
    {
        var description = await Central.Http.GetFromJsonAsync<JsonObject>("/openapi/v1.json");
        var page = await Central.Http.GetStringAsync("/swagger/index.html");

        Assert.That(description!["paths"]!.AsObject().Select(path => path.Key), Does.Contain("/api/v1/machines"));
        Assert.That(page, Does.Contain("Swagger UI"));
    }

    static async Task<string> DetailAsync(HttpResponseMessage answer)
    {
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!.GetValue<string>();
    }
}
