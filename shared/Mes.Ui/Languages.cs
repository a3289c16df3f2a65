using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Mes.Ui;

/// <summary>
/// The languages of the pages. The browser's wish decides until somebody chooses; a choice is kept in ASP.NET's own cookie for
/// it.
/// </summary>
public static class Languages
{
    /// <summary>Where a choice is posted to, with the fields <c>language</c> and <c>back</c>.</summary>
    public const string Choose = "/language";

    static readonly TimeSpan ChoiceLife = TimeSpan.FromDays(365);

    /// <summary>Code and own name of each; the first is spoken where none is asked for.</summary>
    public static IReadOnlyList<(string Code, string Name)> All { get; } = [("en", "English"), ("de", "Deutsch")];

    /// <summary>The one in which this request is answered.</summary>
    public static string Current =>
        All.Select(language => language.Code)
            .FirstOrDefault(code => code == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, All[0].Code);

    /// <summary>
    /// Goes first of all, so that a message about a fault is in the reader's language too. Numbers are written as the language
    /// does; of the browser's regional wishes (en-US, de-AT) only the language counts, as times are the site's.
    /// </summary>
    internal static void UseLanguages(this WebApplication app)
    {
        var codes = All.Select(language => language.Code).ToArray();
        var options = new RequestLocalizationOptions { ApplyCurrentCultureToResponseHeaders = true };
        options.SetDefaultCulture(codes[0]).AddSupportedCultures(codes).AddSupportedUICultures(codes);
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { Options = options },
            new AcceptLanguageHeaderRequestCultureProvider { Options = options },
        ];
        app.UseRequestLocalization(options);
    }

    // A choice of words changes nothing that another site could profit from, so it needs no token.
    internal static void MapLanguages(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Choose, Chosen).DisableAntiforgery().ExcludeFromDescription();

    static Results<RedirectHttpResult, BadRequest> Chosen(
        [FromForm] string language, [FromForm] string? back, HttpResponse response)
    {
        if (!All.Any(known => known.Code == language))
        {
            return TypedResults.BadRequest();
        }

        response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
            new CookieOptions { MaxAge = ChoiceLife, SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        return TypedResults.LocalRedirect(IsOfHere(back) ? back! : "/");
    }

    // A local redirect refuses other addresses by an error; a person who meddled with the form is simply led home.
    static bool IsOfHere(string? back) =>
        back is ['/'] or ['/', not ('/' or '\\'), ..];
}
