using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Resources;
using Mes.Edge.Execution;
using Mes.Edge.Hmi;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Hmi;

/// <summary>Whoever posts what cannot be taken reads why, in the language of the station.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_a_form_cannot_be_taken : IAsyncDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false });
    RunningEdge _edge = null!;

    [SetUp]
    public async Task Start()
    {
        _edge = await RunningEdge.StartAsync(Some.Configuration(_folder));
        _http.BaseAddress = _edge.Configuration.Hmi;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _edge.DisposeAsync();
        _folder.Dispose();
    }

    [TestCase("en", "or this page is too old")]
    [TestCase("de", "oder diese Seite ist zu alt")]
    public async Task A_form_without_a_token_is_answered_in_words(string language, string words)
    {
        var answer = await PostAsync("/hmi/scrap", language, ("actId", Guid.NewGuid().ToString()), ("quantity", "1"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(words).And.Contain($"lang=\"{language}\""));
    }

    [Test]
    public async Task A_field_that_cannot_be_read_is_answered_in_words()
    {
        var answer = await PostAsync("/hmi/scrap", "en", ("actId", "no guid"), ("quantity", "many"));

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Your entry could not be read"));
    }

    [Test]
    public async Task The_language_chosen_at_the_station_outranks_that_of_its_browser()
    {
        var chosen = await PostAsync("/language", "en", ("language", "de"), ("back", "//elsewhere.example/"));
        var cookie = chosen.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Cookie", cookie } } };
        using var page = await _http.SendAsync(request);

        Assert.That(chosen.Headers.Location?.OriginalString, Is.EqualTo("/"), "nobody is sent elsewhere");
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("lang=\"de\"").And.Contain("Soll"));
    }

    [Test]
    public void Every_refusal_has_its_words()
    {
        var words = new ResourceManager(typeof(HmiWords));

        Assert.That(
            Enum.GetNames<RefusalCode>().Where(code => words.GetString($"Refused{code}", CultureInfo.InvariantCulture) is null),
            Is.Empty);
    }

    async Task<HttpResponseMessage> PostAsync(string path, string language, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value)),
        };
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        return await _http.SendAsync(request);
    }
}
