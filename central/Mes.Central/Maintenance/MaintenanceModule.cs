using Mes.Central.Configuration;
using Mes.Central.Ledger;
using Mes.Contracts.Live;
using Mes.Domain.Anomalies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mes.Central.Maintenance;

/// <summary>What asks for maintenance: so far the anomalies that detectors saw.</summary>
static class MaintenanceModule
{
    const int DefaultMost = 100;
    static readonly TimeSpan DefaultStretch = TimeSpan.FromDays(7);
    static readonly TimeSpan LongestStretch = TimeSpan.FromDays(400);

    public static void AddMaintenance(this IServiceCollection services)
    {
        services.AddSingleton<IProjector, AnomalyProjector>();
        services.AddSingleton<AnomalyQueries>();
    }

    public static void MapMaintenance(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Maintenance");
        api.MapGet("/anomalies", AllAsync).WithName("ListAnomalies")
            .WithSummary("Alarms of detectors, newest first; those of the last 7 days where no time is given.");
        api.MapGet("/anomalies/open", OpenAsync).WithName("ListOpenAnomalies")
            .WithSummary("Alarms that have not cleared yet, of the lines that are heard from now.");
        api.MapGet("/machines/{line}/{machine}/anomalies", OfMachineAsync).WithName("ListAnomaliesOfMachine")
            .WithSummary("Alarms of a machine's detectors, newest first; those of the last 7 days where no time is given.");
    }

    static async Task<Results<Ok<IReadOnlyList<AnomalyAlert>>, ProblemHttpResult>> AllAsync(
        [AsParameters] AnomalyFilter filter, AnomalyQueries anomalies, TimeProvider clock, CancellationToken cancellation) =>
        await AnswerAsync(machine: null, filter, anomalies, clock, cancellation);

    static async Task<Ok<IReadOnlyList<LiveAnomaly>>> OpenAsync(AnomalyQueries anomalies, CancellationToken cancellation) =>
        TypedResults.Ok(await anomalies.OpenAsync(cancellation));

    static async Task<Results<Ok<IReadOnlyList<AnomalyAlert>>, ProblemHttpResult>> OfMachineAsync(
        string line, string machine, [AsParameters] AnomalyFilter filter, AnomalyQueries anomalies,
        CentralConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var id = $"{configuration.Site.Code}/{line}/{machine}";
        return await anomalies.IsMachineAsync(id, cancellation)
            ? await AnswerAsync(id, filter, anomalies, clock, cancellation)
            : TypedResults.Problem($"Line {line} has no machine {machine}.", statusCode: StatusCodes.Status404NotFound);
    }

    static async Task<Results<Ok<IReadOnlyList<AnomalyAlert>>, ProblemHttpResult>> AnswerAsync(
        string? machine, AnomalyFilter filter, AnomalyQueries anomalies, TimeProvider clock, CancellationToken cancellation)
    {
        var to = filter.To?.ToUniversalTime() ?? clock.GetUtcNow();
        var from = filter.From?.ToUniversalTime() ?? to - DefaultStretch;
        var most = filter.Limit ?? DefaultMost;
        var fault = from >= to ? "from must lie before to."
            : to - from > LongestStretch ? $"from and to lie at most {LongestStretch.Days} days apart."
            : most is < 1 or > AnomalyQueries.MostAlerts ? $"limit lies between 1 and {AnomalyQueries.MostAlerts}."
            : filter.Severity is { } severity && !AnomalySeverityCode.TryParse(severity, out _)
                ? $"severity is {AnomalySeverityCode.Warning} or {AnomalySeverityCode.Critical}."
            : null;
        return fault is null
            ? TypedResults.Ok(await anomalies.AlertsAsync(machine, from, to, filter.Severity, most, cancellation))
            : TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest);
    }
}

/// <param name="From">First instant; 7 days before <paramref name="To"/> where it is absent.</param>
/// <param name="To">First instant no longer asked for; now where it is absent.</param>
/// <param name="Severity">WARNING or CRITICAL; both where it is absent.</param>
/// <param name="Limit">The most alarms in the answer; 100 where it is absent.</param>
public sealed record AnomalyFilter(DateTimeOffset? From, DateTimeOffset? To, string? Severity, int? Limit);
