using System.Net;
using NUnit.Framework;

namespace Mes.Central.Tests.Web;

sealed class When_a_language_is_chosen : CentralFixture
{
    [Test]
    public async Task It_is_kept_and_the_page_comes_back_in_it()
    {
        using var answer = await ChooseAsync("de", "/?q=x");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.That(answer.RequestMessage!.RequestUri!.PathAndQuery, Is.EqualTo("/?q=x"));
        Assert.That(page, Does.Contain("<html lang=\"de\"").And.Contain("Was hält uns gerade auf?"));
    }

    [TestCase("//elsewhere.example/")]
    [TestCase("https://elsewhere.example/")]
    [TestCase("/\\elsewhere.example")]
    public async Task It_leads_nowhere_else(string back)
    {
        using var answer = await ChooseAsync("de", back);

        Assert.That(answer.RequestMessage!.RequestUri!.PathAndQuery, Is.EqualTo("/"));
    }

    [Test]
    public async Task One_that_is_not_spoken_is_refused()
    {
        using var answer = await ChooseAsync("xx", "/");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_browser_that_asks_for_none_of_ours_gets_English()
    {
        Central.Http.DefaultRequestHeaders.Add("Accept-Language", "fr");

        Assert.That(await Central.Http.GetStringAsync("/"), Does.Contain("<html lang=\"en\""));
    }

    Task<HttpResponseMessage> ChooseAsync(string language, string back) => Central.Http.PostAsync(
        "/language", new FormUrlEncodedContent(new Dictionary<string, string> { ["language"] = language, ["back"] = back }));
}
