using Mes.Central.Ledger;
using Mes.Ui.Live;
using Mes.Ui.Shell;
using Mes.Ui.Times;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Mes.Central.Machines.Pages;

/// <summary>The line page and its event stream.</summary>
static class LinePages
{
    public static void MapLinePages(this IEndpointRouteBuilder routes)
    {
        var line = routes.MapGroup("/lines/{line}").ExcludeFromDescription();
        line.MapGet("/", PageAsync);
        line.MapGet("/events", Events);
    }

    static async Task<IResult> PageAsync(
        string line, [AsParameters] PageQuery query, ReportQueries reports, RailSource rails, SiteClock clock,
        IStringLocalizer<MachineWords> words, HttpRequest request, CancellationToken cancellation)
    {
        var rail = await rails(request.Path, cancellation);
        return await reports.LineAsync(line, query, cancellation) switch
        {
            ReportAnswer.Line found => new RazorComponentResult<LinePage>(
                new { Rail = rail, found.Report, Query = query, Time = clock.Now }),
            ReportAnswer.Nothing => MachinePages.Message(
                words["NoSuchLine", line], words["NoSuchMachineNext"], 404, rail, clock.Now, words),
            _ => MachinePages.Message(words["NoSuchTime"], words["NoSuchTimeNext"], 400, rail, clock.Now, words),
        };
    }

    static ServerSentEventsResult<string> Events(
        string line, [AsParameters] PageQuery query, ReportQueries reports, SiteClock clock, LedgerFeed feed, LivePage page,
        CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(page.ReadAsync(
            async token => await reports.LineAsync(line, query, token) is ReportAnswer.Line found
                ? LineFragments.Of(found.Report, query, clock.Now)
                : [],
            feed.ChangesAsync(cancellation), LivePage.OnceASecond, clock.Zone, cancellation));
}
