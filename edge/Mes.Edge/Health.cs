using Mes.Edge.Line;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mes.Edge;

/// <summary>What a supervisor asks: is the process there, and can it write?</summary>
static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("alive")).ExcludeFromDescription();
        routes.MapGet("/health", Ready).ExcludeFromDescription();
    }

    static Results<ContentHttpResult, ProblemHttpResult> Ready(LineBoard board) => board.Current.JournalFault is { } fault
        ? TypedResults.Problem(
            fault, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The journal cannot be written.")
        : TypedResults.Text("ready");
}
