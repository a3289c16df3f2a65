using Mes.Central.Configuration;
using Mes.Central.Ledger;
using Mes.Central.Machines.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mes.Central.Machines;

/// <summary>What machines did, what they made, and their OEE.</summary>
static class MachinesModule
{
    internal static readonly TimeSpan DefaultStretch = TimeSpan.FromHours(8);
    static readonly TimeSpan DefaultShiftsStretch = TimeSpan.FromDays(7);
    static readonly TimeSpan LongestStretch = TimeSpan.FromDays(100);

    public static void AddMachines(this IServiceCollection services)
    {
        services.AddSingleton<IProjector, MachinesProjector>();
        services.AddSingleton<PlantNow>();
        services.AddSingleton<MachineQueries>();
        services.AddSingleton<TelemetryQueries>();
        services.AddSingleton<LineQueries>();
        services.AddSingleton<OeeRefresher>();
        services.AddHostedService(provider => provider.GetRequiredService<OeeRefresher>());
    }

    public static void MapMachines(this IEndpointRouteBuilder routes)
    {
        var machines = routes.MapGroup("/api/v1/machines").WithTags("Machines");
        machines.MapGet("/", OverviewAsync).WithName("ListMachines").WithSummary("Every machine now.");
        machines.MapGet("/{line}/{machine}", MachineAsync).WithName("GetMachine")
            .WithSummary("What happened at a machine from one instant to another; the last 8 hours where none are given.");
        machines.MapGet("/{line}/{machine}/shifts", ShiftsAsync).WithName("ListShiftsOfMachine")
            .WithSummary("OEE of a machine's closed shifts, newest first; those of the last 7 days where no time is given.");
        machines.MapTelemetry();
        routes.MapLines();
    }

    static async Task<Ok<IReadOnlyList<MachineOverview>>> OverviewAsync(
        MachineQueries machines, CancellationToken cancellation) =>
        TypedResults.Ok(await machines.OverviewAsync(cancellation));

    static async Task<Results<Ok<MachineDetail>, ProblemHttpResult>> MachineAsync(
        string line, string machine, DateTimeOffset? from, DateTimeOffset? to, MachineQueries machines,
        CentralConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var stretch = StretchOf(from, to, DefaultStretch, clock);
        if (stretch.Fault is { } fault)
        {
            return BadRequest(fault);
        }

        var id = IdOf(configuration, line, machine);
        return await machines.MachineAsync(id, stretch.From, stretch.To, cancellation) is { } detail
            ? TypedResults.Ok(detail)
            : TypedResults.Problem($"Line {line} has no machine {machine}.", statusCode: StatusCodes.Status404NotFound);
    }

    static async Task<Results<Ok<IReadOnlyList<ShiftOee>>, ProblemHttpResult>> ShiftsAsync(
        string line, string machine, DateTimeOffset? from, DateTimeOffset? to, MachineQueries machines,
        CentralConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var stretch = StretchOf(from, to, DefaultShiftsStretch, clock);
        if (stretch.Fault is { } fault)
        {
            return BadRequest(fault);
        }

        return TypedResults.Ok(
            await machines.ShiftsAsync(IdOf(configuration, line, machine), stretch.From, stretch.To, cancellation));
    }

    internal static (DateTimeOffset From, DateTimeOffset To, string? Fault) StretchOf(
        DateTimeOffset? from, DateTimeOffset? to, TimeSpan otherwise, TimeProvider clock)
    {
        var end = to?.ToUniversalTime() ?? clock.GetUtcNow();
        var start = from?.ToUniversalTime() ?? end - otherwise;
        var fault = start >= end ? "from must lie before to."
            : end - start > LongestStretch ? $"from and to lie at most {LongestStretch.Days} days apart."
            : null;
        return (start, end, fault);
    }

    internal static ProblemHttpResult BadRequest(string why) =>
        TypedResults.Problem(why, statusCode: StatusCodes.Status400BadRequest);

    static string IdOf(CentralConfiguration configuration, string line, string machine) =>
        $"{configuration.Site.Code}/{line}/{machine}";
}
