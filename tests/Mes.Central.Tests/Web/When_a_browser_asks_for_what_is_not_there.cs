using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Mes.Central.Tests.Web;

/// <summary>A person gets a page in words, a program problem details.</summary>
sealed partial class When_a_browser_asks_for_what_is_not_there
{
    const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    const string Program = "*/*";

    [Test]
    public async Task Without_a_database_it_gets_a_page_that_reloads_itself_and_has_its_style()
    {
        await using var central = await TestCentral.StartWithoutDatabaseAsync();
        var http = central.Http;

        var (status, type, page) = await AskAsync(http, "/machines/bottling/filler", Browser);
        var style = await AskAsync(http, "/" + Style().Match(page).Groups[1].Value, "text/css");

        Assert.That((status, type), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "text/html")));
        Assert.That(page, Does.Contain("http-equiv=\"refresh\"").And.Contain("Central is not ready"));
        Assert.That((style.Status, style.Type), Is.EqualTo((HttpStatusCode.OK, "text/css")));
    }

    [Test]
    public async Task It_is_told_in_its_language()
    {
        await using var central = await TestCentral.StartWithoutDatabaseAsync();
        central.Http.DefaultRequestHeaders.Add("Accept-Language", "de-AT,en;q=0.5");

        Assert.That((await AskAsync(central.Http, "/", Browser)).Text, Does.Contain("Die Zentrale ist nicht bereit"));
    }

    [Test]
    public async Task A_program_gets_problem_details_of_the_same()
    {
        await using var central = await TestCentral.StartUnmigratedAsync();
        var http = central.Http;

        var page = await AskAsync(http, "/", Program);
        var api = await AskAsync(http, "/api/v1/machines", Browser);

        Assert.That((page.Status, page.Type), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "application/problem+json")));
        Assert.That((api.Status, api.Type), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "application/problem+json")));
    }

    [Test]
    public async Task A_database_that_fails_later_gives_the_same_page()
    {
        await using var central = await TestCentral.StartAsync();
        await central.ExecuteAsync("""
            do $$ begin execute format('alter database %I connection limit 0', current_database()); end $$;
            select pg_terminate_backend(pid)
            from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """);

        var (status, type, page) = await AskAsync(central.Http, "/", Browser);

        Assert.That((status, type), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "text/html")));
        Assert.That(page, Does.Contain("http-equiv=\"refresh\"").And.Contain("Central cannot reach its database."));
    }

    [Test]
    public async Task An_address_that_is_no_page_is_answered_in_the_shell()
    {
        await using var central = await TestCentral.StartAsync();

        var (status, type, page) = await AskAsync(central.Http, "/machine/filler", Browser);
        var program = await AskAsync(central.Http, "/machine/filler", Program);
        var api = await AskAsync(central.Http, "/api/v1/nothing", Browser);

        Assert.That((status, type), Is.EqualTo((HttpStatusCode.NotFound, "text/html")));
        Assert.That(page, Does.Contain("There is no page /machine/filler.").And.Contain("Demo plant"));
        Assert.That((program.Status, program.Type), Is.EqualTo((HttpStatusCode.NotFound, "application/problem+json")));
        Assert.That((api.Status, api.Type), Is.EqualTo((HttpStatusCode.NotFound, "application/problem+json")));
    }

    static async Task<(HttpStatusCode Status, string? Type, string Text)> AskAsync(HttpClient http, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await http.SendAsync(request);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, text);
    }

    [GeneratedRegex("href=\"([^\"]*theme[^\"]*css)\"")]
    private static partial Regex Style();
}
