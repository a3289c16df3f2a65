using System.Net.Mime;
using System.Text;
using Mes.Central.Ledger;
using Mes.Central.Machines.Telemetry;
using Mes.Ui.Live;
using Mes.Ui.Shell;
using Mes.Ui.Times;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Mes.Central.Machines.Pages;

/// <summary>The machine page, its event stream and its table of stops for a spreadsheet; the pages of lines beside it.</summary>
static class MachinePages
{
    public static void AddMachinePages(this IServiceCollection services) => services.AddSingleton<ReportQueries>();

    public static void MapMachinePages(this IEndpointRouteBuilder routes)
    {
        var machine = routes.MapGroup("/machines/{line}/{machine}").ExcludeFromDescription();
        machine.MapGet("/", PageAsync);
        machine.MapGet("/events", Events);
        machine.MapGet("/stops.csv", StopsAsync);
        routes.MapLinePages();
    }

    /// <summary>Says in the shell why there is no such page.</summary>
    public static RazorComponentResult<MessagePage> Message(
        string message, string next, int status, Rail rail, SiteTime time, IStringLocalizer<MachineWords> words) =>
        new(new { Title = words["NothingToShow"].Value, Message = message, Next = next, Rail = rail, Time = time })
        {
            StatusCode = status,
        };

    static async Task<IResult> PageAsync(
        string line, string machine, [AsParameters] PageQuery query, ReportQueries reports, TelemetryQueries telemetry,
        MarkerSource markers, RailSource rails, SiteClock clock, IStringLocalizer<MachineWords> words, HttpRequest request,
        CancellationToken cancellation)
    {
        var rail = await rails(request.Path, cancellation);
        return await reports.MachineAsync(line, machine, query, cancellation) switch
        {
            ReportAnswer.Machine found => new RazorComponentResult<MachinePage>(
                new
                {
                    Rail = rail,
                    found.Report,
                    Query = query,
                    Time = clock.Now,
                    Metrics = await telemetry.MetricsAsync(found.Report.Now.Machine, cancellation),
                    Markers = await markers(
                        found.Report.Now.Machine, found.Report.Range.From, found.Report.Range.To, cancellation),
                }),
            ReportAnswer.Nothing => Message(
                words["NoSuchMachine", line, machine], words["NoSuchMachineNext"], 404, rail, clock.Now, words),
            _ => Message(words["NoSuchTime"], words["NoSuchTimeNext"], 400, rail, clock.Now, words),
        };
    }

    static ServerSentEventsResult<string> Events(
        string line, string machine, [AsParameters] PageQuery query, ReportQueries reports, SiteClock clock, LedgerFeed feed,
        LivePage page, CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(page.ReadAsync(
            async token => await reports.MachineAsync(line, machine, query, token) is ReportAnswer.Machine found
                ? MachineFragments.Of(found.Report, query, clock.Now)
                : [],
            feed.ChangesAsync(cancellation), LivePage.OnceASecond, clock.Zone, cancellation));

    static async Task<Results<FileContentHttpResult, NotFound>> StopsAsync(
        string line, string machine, [AsParameters] PageQuery query, ReportQueries reports, SiteClock clock,
        CancellationToken cancellation) =>
        await reports.MachineAsync(line, machine, query, cancellation) is ReportAnswer.Machine found
            ? TypedResults.File(
                Encoding.UTF8.GetBytes(StopList.Csv(StopList.Of(found.Report.Detail.Stoppages, query, clock.Now.Now))),
                $"{MediaTypeNames.Text.Csv}; charset=utf-8", $"stops-{line}-{machine}.csv")
            : TypedResults.NotFound();
}
