using Mes.Central.Configuration;
using Mes.Central.Ledger;
using Mes.Central.Machines;
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
        services.AddSingleton<RailSource>(provider => provider.GetRequiredService<RailQueries>().ReadAsync);
    }

    public static void MapWeb(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", OverviewAsync).ExcludeFromDescription();
        routes.MapGet("/events", OverviewEvents).ExcludeFromDescription();
    }

    static async Task<RazorComponentResult<OverviewPage>> OverviewAsync(
        MachineQueries queries, CentralConfiguration configuration, RailSource rails, SiteClock clock,
        CancellationToken cancellation)
    {
        var machines = await queries.OverviewAsync(cancellation);
        return new(new
        {
            Rail = await rails("/", cancellation),
            Machines = MachineLook.Tiles(machines, configuration.Site),
            Time = clock.Now,
        });
    }

    static ServerSentEventsResult<string> OverviewEvents(
        MachineQueries queries, CentralConfiguration configuration, SiteClock clock, LedgerFeed feed, LivePage page,
        CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(page.ReadAsync(
            async token => OverviewFragments.Of(
                MachineLook.Tiles(await queries.OverviewAsync(token), configuration.Site), clock.Now),
            feed.ChangesAsync(cancellation), LivePage.OnceASecond, clock.Zone, cancellation));
}
