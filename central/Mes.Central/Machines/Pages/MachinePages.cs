using Mes.Central.Ledger;
using Mes.Central.Machines.Telemetry;
using Mes.Ui.Live;
using Mes.Ui.Shell;
using Mes.Ui.Times;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Mes.Central.Machines.Pages;

/// <summary>The machine page and its event stream.</summary>
static class MachinePages
{
    public static void AddMachinePages(this IServiceCollection services) => services.AddSingleton<ReportQueries>();

    public static void MapMachinePages(this IEndpointRouteBuilder routes)
    {
        var machine = routes.MapGroup("/machines/{line}/{machine}").ExcludeFromDescription();
        machine.MapGet("/", PageAsync);
        machine.MapGet("/events", Events);
    }

    static async Task<IResult> PageAsync(
        string line, string machine, [AsParameters] PageQuery query, ReportQueries reports, TelemetryQueries telemetry,
        RailSource rails, SiteClock clock, IStringLocalizer<MachineWords> words, HttpRequest request,
        CancellationToken cancellation)
    {
        var rail = await rails(request.Path, cancellation);
        return await reports.ReadAsync(line, machine, query, cancellation) switch
        {
            ReportAnswer.Found found => new RazorComponentResult<MachinePage>(
                new
                {
                    Rail = rail,
                    found.Report,
                    Query = query,
                    Time = clock.Now,
                    Metrics = await telemetry.MetricsAsync(found.Report.Now.Machine, cancellation),
                }),
            ReportAnswer.NoMachine => Message(words["NoSuchMachine", line, machine], words["NoSuchMachineNext"], 404),
            _ => Message(words["NoSuchTime"], words["NoSuchTimeNext"], 400),
        };

        RazorComponentResult<MessagePage> Message(string message, string next, int status) =>
            new(new { Title = words["NothingToShow"].Value, Message = message, Next = next, Rail = rail, Time = clock.Now })
            {
                StatusCode = status,
            };
    }

    static ServerSentEventsResult<string> Events(
        string line, string machine, [AsParameters] PageQuery query, ReportQueries reports, SiteClock clock, LedgerFeed feed,
        LivePage page, CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(page.ReadAsync(
            async token => await reports.ReadAsync(line, machine, query, token) is ReportAnswer.Found found
                ? MachineFragments.Of(found.Report, query, clock.Now)
                : [],
            feed.ChangesAsync(cancellation), LivePage.OnceASecond, clock.Zone, cancellation));
}
