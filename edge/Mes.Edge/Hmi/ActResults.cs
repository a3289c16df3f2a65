using Mes.Edge.Execution;
using Mes.Edge.Hmi.Pages;
using Mes.Ui.Notices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mes.Edge.Hmi;

/// <summary>How an act is answered: with the fragments that it changed where the page's script asked, else with a page.</summary>
static class ActResults
{
    public static IResult Of(ActOutcome outcome, HttpRequest request, HmiScreen screen)
    {
        var byScript = request.Headers.ContainsKey("HX-Request");
        if (outcome is ActOutcome.Refused { Reason: var reason })
        {
            return byScript ? Notice(request.HttpContext.Response, reason) : Page(screen, reason);
        }

        if (!byScript)
        {
            // 303: going back or reloading must not post again.
            request.HttpContext.Response.Headers.Location = screen.HomeHref;
            return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
        }

        request.HttpContext.Response.Headers["HX-Trigger"] = "act-saved";
        return new RazorComponentResult<SavedAnswer>(new { Screen = screen });
    }

    // The form stays as it is, with the refusal in it.
    static RazorComponentResult<ErrorNotice> Notice(HttpResponse response, string reason)
    {
        response.Headers["HX-Retarget"] = "find [data-refusal]";
        response.Headers["HX-Reswap"] = "innerHTML";
        return new(new { Reason = reason }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    static RazorComponentResult<RefusalPage> Page(HmiScreen screen, string reason) =>
        new(new { Screen = screen, Reason = reason }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
}
