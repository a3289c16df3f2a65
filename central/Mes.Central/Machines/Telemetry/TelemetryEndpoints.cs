using Mes.Central.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mes.Central.Machines.Telemetry;

/// <summary>A machine's history of values over REST.</summary>
static class TelemetryEndpoints
{
    static readonly TimeSpan DefaultStretch = TimeSpan.FromHours(8);

    /// <param name="machines">The group of machines.</param>
    public static void MapTelemetry(this RouteGroupBuilder machines)
    {
        machines.MapGet("/{line}/{machine}/telemetry", MetricsAsync).WithName("ListMetricsOfMachine")
            .WithSummary("The metrics of a machine with their units and newest values.");
        machines.MapGet("/{line}/{machine}/telemetry/{metric}", SeriesAsync).WithName("GetTelemetry")
            .WithSummary("A metric from one instant to another in at most so many points; the last 8 hours where none are given.")
            .WithDescription(
                "Without a form: every sample where there are no more than the points asked for, else buckets of equal length "
                + "with min, max and mean. form=line: the samples that keep the line's shape (LTTB).");
        machines.MapGet("/{line}/{machine}/telemetry/{metric}.csv", CsvAsync).WithName("ExportTelemetry")
            .WithSummary("Every sample of a metric from one instant to another, as CSV.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
    }

    static async Task<Results<Ok<IReadOnlyList<TelemetryMetric>>, ProblemHttpResult>> MetricsAsync(
        string line, string machine, TelemetryQueries telemetry, MachineQueries machines, CentralConfiguration configuration,
        CancellationToken cancellation)
    {
        var id = IdOf(configuration, line, machine);
        var metrics = await telemetry.MetricsAsync(id, cancellation);
        return metrics.Count > 0 || (await machines.OverviewAsync(cancellation)).Any(each => each.Machine == id)
            ? TypedResults.Ok(metrics)
            : NotFound($"Line {line} has no machine {machine}.");
    }

    static async Task<Results<Ok<TelemetrySeries>, ProblemHttpResult>> SeriesAsync(
        string line, string machine, string metric, [AsParameters] TelemetryRange range, TelemetryQueries telemetry,
        CentralConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var (from, to) = range.Of(clock.GetUtcNow(), DefaultStretch);
        var request = new SeriesRequest(
            IdOf(configuration, line, machine), metric, from, to, range.Points ?? SeriesRequest.DefaultPoints, range.Form);
        if (request.Fault is { } fault)
        {
            return BadRequest(fault);
        }

        return await telemetry.SeriesAsync(request, cancellation) switch
        {
            SeriesAnswer.Found found => TypedResults.Ok(found.Series),
            SeriesAnswer.TooLong => BadRequest(
                $"The range holds more than {SeriesFold.MostForLine} samples, which is too many for form=line: "
                + "ask for buckets, or for less time."),
            _ => NotFound(NoMetric(line, machine, metric)),
        };
    }

    static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> CsvAsync(
        string line, string machine, string metric, [AsParameters] TelemetryRange range, TelemetryQueries telemetry,
        CentralConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var (from, to) = range.Of(clock.GetUtcNow(), DefaultStretch);
        if (SeriesRequest.RangeFault(from, to) is { } fault)
        {
            return BadRequest(fault);
        }

        var tags = await telemetry.TagsAsync(IdOf(configuration, line, machine), metric, cancellation);
        return tags.Count == 0
            ? NotFound(NoMetric(line, machine, metric))
            : TypedResults.Stream(
                body => new TelemetryCsv(telemetry, tags).WriteAsync(body, from, to, cancellation), "text/csv; charset=utf-8",
                $"{line}-{machine}-{metric}.csv");
    }

    static string NoMetric(string line, string machine, string metric) =>
        $"Machine {machine} of line {line} has no metric {metric}: /api/v1/machines/{line}/{machine}/telemetry lists them.";

    static ProblemHttpResult BadRequest(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status400BadRequest);

    static ProblemHttpResult NotFound(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status404NotFound);

    static string IdOf(CentralConfiguration configuration, string line, string machine) =>
        $"{configuration.Site.Code}/{line}/{machine}";
}
