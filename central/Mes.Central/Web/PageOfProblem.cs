using System.Net.Mime;
using Mes.Central.Web.Pages;
using Mes.Ui.Shell;
using Mes.Ui.Times;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace Mes.Central.Web;

/// <summary>
/// Answers a person at a browser with a page where a program gets problem details: a page that is not there, or a central that
/// is not ready, which opens by itself when it is.
/// </summary>
sealed class PageOfProblem(RailSource rails, SiteClock clock, IStringLocalizer<WebWords> words) : IProblemDetailsWriter
{
    static readonly PathString[] ForPrograms = ["/api", "/edge", "/openapi"];

    public bool CanWrite(ProblemDetailsContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        return HttpMethods.IsGet(request.Method)
            && response.StatusCode is StatusCodes.Status404NotFound
                or StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            && !ForPrograms.Any(path => request.Path.StartsWithSegments(path, StringComparison.Ordinal))
            && request.GetTypedHeaders().Accept.Any(IsHtml);
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        if (http.Response.StatusCode == StatusCodes.Status404NotFound)
        {
            await (await NoSuchPageAsync(http)).ExecuteAsync(http);
            return;
        }

        await new RazorComponentResult<WaitPage>(new { Reason = context.ProblemDetails.Title })
        {
            StatusCode = http.Response.StatusCode,
        }.ExecuteAsync(http);
    }

    // "*/*" is what programs send.
    static bool IsHtml(MediaTypeHeaderValue accepted) =>
        accepted.MediaType.Equals(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase);

    async Task<RazorComponentResult<MessagePage>> NoSuchPageAsync(HttpContext http) =>
        new(new
        {
            Title = words["NoSuchPageTitle"].Value,
            Message = words["NoSuchPage", http.Request.Path].Value,
            Next = words["NoSuchPageNext"].Value,
            Rail = await rails(http.Request.Path, http.RequestAborted),
            Time = clock.Now,
        })
        {
            StatusCode = StatusCodes.Status404NotFound,
        };
}
