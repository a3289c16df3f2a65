using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Mes.Ui.Pages;

/// <summary>
/// The languages that pages speak: the station's choice, kept in a cookie, else what its browser asks for, else the first.
/// </summary>
public static class Languages
{
    /// <summary>ISO 639-1 codes; the resource files without a code are in the first.</summary>
    public static readonly IReadOnlyList<string> Known = ["en", "de"];

    internal const string Path = "/language";
    const string Cookie = "language";

    static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    internal static void AddLanguages(this IServiceCollection services) => services.Configure<RequestLocalizationOptions>(options =>
    {
        options.SetDefaultCulture(Known[0]);
        options.AddSupportedCultures([.. Known]).AddSupportedUICultures([.. Known]);
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(Chosen), new AcceptLanguageHeaderRequestCultureProvider { Options = options },
        ];
    });

    // It changes nothing but how this station's pages are worded, so it needs no token.
    internal static void MapLanguages(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, Choose).DisableAntiforgery().ExcludeFromDescription();

    static Task<ProviderCultureResult?> Chosen(HttpContext context) => Task.FromResult(
        context.Request.Cookies[Cookie] is { } chosen && Known.Contains(chosen) ? new ProviderCultureResult(chosen) : null);

    static RedirectHttpResult Choose([FromForm] string? language, [FromForm] string? back, HttpContext context)
    {
        if (language is not null && Known.Contains(language))
        {
            context.Response.Cookies.Append(Cookie, language, new CookieOptions
            {
                MaxAge = KeptFor,
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                IsEssential = true,
            });
        }

        // Anything but a page of this program is not ours to send people to.
        var isOurs = back is ['/', ..] and not ['/', '/' or '\\', ..];
        return TypedResults.LocalRedirect(isOurs ? back! : "/");
    }
}
