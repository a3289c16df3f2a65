using Mes.Edge.Execution;
using Mes.Edge.Hmi.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mes.Edge.Hmi;

/// <summary>How an act is answered: with the fragments that it changed where the page's script asked, else with a page.</summary>
static class ActResults
{
    public static IResult Of(ActOutcome outcome, HttpRequest request, HmiScreen screen)
    {
        if (outcome is ActOutcome.Refused { Why: var why })
        {
            return Refused(why, request, screen);
        }

        if (!IsByScript(request))
        {
            // 303: going back or reloading must not post again.
            request.HttpContext.Response.Headers.Location = screen.HomeHref;
            return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
        }

        request.HttpContext.Response.Headers["HX-Trigger"] = "act-saved";
        return new RazorComponentResult<SavedAnswer>(new { Screen = screen });
    }

    /// <summary>Why a form was not taken that could not even be read, or whose page is too old.</summary>
    /// <remarks>Its script says so itself, in the form; without script there would be an empty page.</remarks>
    public static IResult Unread(HttpRequest request, HmiScreen screen) => IsByScript(request)
        ? TypedResults.StatusCode(StatusCodes.Status400BadRequest)
        : new RazorComponentResult<UnreadPage>(new { Screen = screen }) { StatusCode = StatusCodes.Status400BadRequest };

    static bool IsByScript(HttpRequest request) => request.Headers.ContainsKey("HX-Request");

    static IResult Refused(Refusal why, HttpRequest request, HmiScreen screen)
    {
        if (!IsByScript(request))
        {
            return new RazorComponentResult<RefusalPage>(new { Screen = screen, Why = why })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        // The form stays as it is, with the refusal in it.
        request.HttpContext.Response.Headers["HX-Retarget"] = "find [data-refusal]";
        request.HttpContext.Response.Headers["HX-Reswap"] = "innerHTML";
        return new RazorComponentResult<RefusalNotice>(new { Screen = screen, Why = why })
        {
            StatusCode = StatusCodes.Status422UnprocessableEntity,
        };
    }
}
