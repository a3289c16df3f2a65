using Mes.Central.Configuration;
using Mes.Central.Ledger;
using Mes.Central.Machines.Pages;
using Mes.Central.Web.Pages;
using Mes.Ui.Live;
using Mes.Ui.Shell;
using Mes.Ui.Times;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mes.Central.Web;

/// <summary>The web UI's shell and overview; needs <c>AddUi</c> and <c>UseUi</c>. Each module maps its own pages.</summary>
static class WebModule
{
    public static void AddWeb(this IServiceCollection services)
    {
        services.AddSingleton(provider => new SiteClock(
            provider.GetRequiredService<TimeProvider>(),
            TimeZoneInfo.FindSystemTimeZoneById(provider.GetRequiredService<CentralConfiguration>().Site.TimeZone)));
        services.AddSingleton<IProblemDetailsWriter, PageOfProblem>();
        services.AddSingleton<RailQueries>();
        services.AddSingleton<OverviewQueries>();
        services.AddSingleton<OverviewLook>();
        services.AddSingleton<AnomalyMarkers>();
        services.AddSingleton<MarkerSource>(provider => provider.GetRequiredService<AnomalyMarkers>().ReadAsync);
        services.AddSingleton<RailSource>(provider => provider.GetRequiredService<RailQueries>().ReadAsync);
    }

    public static void MapWeb(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", OverviewAsync).ExcludeFromDescription();
        routes.MapGet("/events", OverviewEvents).ExcludeFromDescription();
    }

    static async Task<RazorComponentResult<OverviewPage>> OverviewAsync(
        [AsParameters] OverviewQuery query, OverviewQueries queries, OverviewLook look, RailSource rails, SiteClock clock,
        CancellationToken cancellation) => new(new
        {
            Rail = await rails("/", cancellation),
            Overview = look.Of(await queries.ReadAsync(query, cancellation)),
            Time = clock.Now,
        });

    static ServerSentEventsResult<string> OverviewEvents(
        [AsParameters] OverviewQuery query, OverviewQueries queries, OverviewLook look, SiteClock clock, LedgerFeed feed,
        LivePage page, CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(page.ReadAsync(
            async token => OverviewFragments.Of(look.Of(await queries.ReadAsync(query, token)), clock.Now),
            feed.ChangesAsync(cancellation), LivePage.OnceASecond, clock.Zone, cancellation));
}
