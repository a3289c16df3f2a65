using Dapper;
using Mes.Central.Configuration;
using Mes.Central.Database;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>Where facts come in, exactly once, and are handed to the modules.</summary>
static class LedgerModule
{
    const string OpenSiteSql = """
        insert into ledger_head (site, epoch, position, last_us)
        select @Site, epoch, 0, 0
        from central_identity
        on conflict (site) do nothing
        """;

    public static void AddLedger(this IServiceCollection services)
    {
        services.AddSingleton<EnrolledEdges>();
        services.AddSingleton<CentralIdentity>();
        services.AddSingleton<ProjectionDispatch>();
        services.AddSingleton<ProjectionFailures>();
        services.AddSingleton<LedgerAppender>();
        services.AddSingleton<LedgerWriter>();
        services.AddSingleton<OpenJournal>();
        services.AddSingleton<EventIntake>();
        services.AddSingleton<TelemetryHours>();
        services.AddSingleton<TelemetryDays>();
        services.AddSingleton<AnchorCheck>();
        services.AddSingleton<TelemetryCompactor>();
        services.AddHostedService(provider => provider.GetRequiredService<TelemetryCompactor>());
        services.AddSingleton<SegmentIntake>();
        services.AddSingleton<LiveViews>();
        services.AddSingleton<LedgerFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<LedgerFeed>());
        services.AddSingleton(provider => new StartStep("ledger", cancellation => StartAsync(provider, cancellation)));
    }

    public static void MapLedger(this IEndpointRouteBuilder routes)
    {
        routes.MapEdges();
        routes.MapGet("/api/v1/projection-failures", (ProjectionFailures failures, CancellationToken cancellation) =>
                failures.ListAsync(cancellation))
            .WithName("ListProjectionFailures")
            .WithSummary("Events that are kept in the ledger but could not be turned into facts.");
    }

    // A parked event waits for a program that can project it: the one that starts now may be it.
    static async Task StartAsync(IServiceProvider provider, CancellationToken cancellation)
    {
        var site = provider.GetRequiredService<CentralConfiguration>().Site.Number;
        await using var connection = await provider.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(OpenSiteSql, new { Site = site }, cancellationToken: cancellation));
        await provider.GetRequiredService<ProjectionFailures>().RunAgainAsync(cancellation);
    }
}
