using Dapper;
using Mes.Central.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticAssets;
using Npgsql;

namespace Mes.Central.Database;

/// <summary>The connection to Postgres, its fitness, and what the outside is told of it.</summary>
static class DatabaseModule
{
    public static void AddDatabase(this IServiceCollection services)
    {
        services.AddSingleton(provider => DataSourceOf(provider.GetRequiredService<CentralConfiguration>().Connection));
        services.AddSingleton<DatabaseReadiness>();
        services.AddSingleton<DatabaseStart>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseStart>());
        services.AddExceptionHandler<DatabaseFaultHandler>();
    }

    /// <summary>
    /// A commit is never cancelled from here, as it may have happened (L33); a statement that hangs fails after 15 s.
    /// </summary>
    public static NpgsqlDataSource DataSourceOf(string connection)
    {
        DapperSetup.Apply();
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            CancellationTimeout = -1,
            CommandTimeout = 15,
            ApplicationName = "mes-central",
        };
        settings.Options = $"{settings.Options} -c lock_timeout=5s".TrimStart();
        return NpgsqlDataSource.Create(settings);
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("The process answers.")).ExcludeFromDescription();
        routes.MapGet("/health", HealthAsync).ExcludeFromDescription();
    }

    /// <summary>Turns away what needs the database until it is there and fits.</summary>
    public static void UseReadiness(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var reason = context.RequestServices.GetRequiredService<DatabaseReadiness>().Reason;
        if (reason is null || NeedsNoDatabase(context))
        {
            await next(context);
            return;
        }

        await NotNow.AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, reason, reason);
    });

    // A page that says so has its style from files of this program.
    static bool NeedsNoDatabase(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    static async Task<ContentHttpResult> HealthAsync(
        DatabaseReadiness readiness, NpgsqlDataSource database, CancellationToken cancellation)
    {
        if (readiness.Reason is { } reason)
        {
            return Unhealthy(reason);
        }

        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await connection.ExecuteScalarAsync<int>(new CommandDefinition("select 1", cancellationToken: cancellation));
            return TypedResults.Text("The database answers and fits.");
        }
        catch (NpgsqlException away)
        {
            return Unhealthy($"Postgres does not answer: {away.Message}");
        }
    }

    static ContentHttpResult Unhealthy(string reason) =>
        TypedResults.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable);
}
