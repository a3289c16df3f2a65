using Mes.Central.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mes.Central.Machines;

/// <summary>Lines, for programs.</summary>
static class LineEndpoints
{
    public static void MapLines(this IEndpointRouteBuilder routes)
    {
        var lines = routes.MapGroup("/api/v1/lines").WithTags("Lines");
        lines.MapGet("/", OverviewAsync).WithName("ListLines")
            .WithSummary("Every line now. Quantities are of its last machine, its OEE a ratio of the sums of all its machines.");
        lines.MapGet("/{line}", LineAsync).WithName("GetLine")
            .WithSummary("What held a line back from one instant to another; in the last 8 hours where none are given.");
    }

    static async Task<Ok<IReadOnlyList<LineOverview>>> OverviewAsync(LineQueries lines, CancellationToken cancellation) =>
        TypedResults.Ok(await lines.OverviewAsync(cancellation));

    static async Task<Results<Ok<LineDetail>, ProblemHttpResult>> LineAsync(
        string line, DateTimeOffset? from, DateTimeOffset? to, LineQueries lines, CentralConfiguration configuration,
        TimeProvider clock, CancellationToken cancellation)
    {
        var stretch = MachinesModule.StretchOf(from, to, MachinesModule.DefaultStretch, clock);
        if (stretch.Fault is { } fault)
        {
            return MachinesModule.BadRequest(fault);
        }

        return await lines.LineAsync($"{configuration.Site.Code}/{line}", stretch.From, stretch.To, cancellation) is { } detail
            ? TypedResults.Ok(detail)
            : TypedResults.Problem($"There is no line {line}.", statusCode: StatusCodes.Status404NotFound);
    }
}
