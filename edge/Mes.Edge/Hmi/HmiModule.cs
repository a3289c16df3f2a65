using System.Globalization;
using Mes.Edge.Hmi.Pages;
using Mes.Edge.Line;
using Mes.Ui.Live;
using Mes.Ui.Times;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mes.Edge.Hmi;

/// <summary>The operators' touch pages. Needs <c>AddUi</c> and <c>UseUi</c>, the line's board and the operators' acts.</summary>
static class HmiModule
{
    const double MillimetresPerInch = 25.4;

    public static void AddHmi(this IServiceCollection services, HmiOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<HmiActs>();
        services.AddDataProtection().SetApplicationName("mes-edge").PersistKeysToFileSystem(new DirectoryInfo(options.KeyFolder));
    }

    /// <summary>A form that cannot be read is answered in words. Goes after <c>UseUi</c>, which knows the language.</summary>
    public static void UseHmi(this IApplicationBuilder app) => app.UseWhen(
        context => HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments("/hmi"),
        acts => acts.UseStatusCodePages(faulty => AnswerAsync(faulty.HttpContext)));

    public static void MapHmi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Page<HomePage>).ExcludeFromDescription();
        var hmi = routes.MapGroup("/hmi").ExcludeFromDescription();
        hmi.MapGet("/events", Events);
        hmi.MapGet("/screen.css", ScreenStyle);
        hmi.MapGet("/scrap", Page<ScrapPage>);
        hmi.MapGet("/stop", Page<StopPage>);
        hmi.MapGet("/order", Page<OrderPage>);
        hmi.MapGet("/assign", Page<AssignPage>);
        hmi.MapGet("/entries", Page<EntriesPage>);
        hmi.MapPost("/scrap", HmiActs.ScrapAsync);
        hmi.MapPost("/stop", HmiActs.StopAsync);
        hmi.MapPost("/undo-scrap", HmiActs.UndoScrapAsync);
        hmi.MapPost("/undo-assignment", HmiActs.UndoAssignmentAsync);
        hmi.MapPost("/start-order", HmiActs.StartOrderAsync);
        hmi.MapPost("/end-order", HmiActs.EndOrderAsync);
        hmi.MapPost("/assign", HmiActs.AssignAsync);
    }

    internal static HmiScreen Screen(LineBoard board, string? machine, TimeProvider clock, HmiOptions options) =>
        HmiScreen.Of(board.Current, machine, new SiteTime(clock.GetUtcNow(), options.Zone));

    static RazorComponentResult<TPage> Page<TPage>(
        string? machine, LineBoard board, TimeProvider clock, HmiOptions options)
        where TPage : IComponent =>
        new(new { Screen = Screen(board, machine, clock, options) });

    static ServerSentEventsResult<string> Events(
        string? machine, LineBoard board, TimeProvider clock, HmiOptions options, LivePage page,
        CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(page.ReadAsync(
            _ => Task.FromResult(HmiFragments.Of(Screen(board, machine, clock, options))),
            board.ChangesAsync(cancellation), LivePage.FourTimesASecond, options.Zone, cancellation));

    static Task AnswerAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var screen = Screen(
            services.GetRequiredService<LineBoard>(), machine: null, services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<HmiOptions>());
        return context.Response.StatusCode == StatusCodes.Status400BadRequest
            ? ActResults.Unread(context.Request, screen).ExecuteAsync(context)
            : Task.CompletedTask;
    }

    // Sizes are in millimetres; how many pixels that is follows from the station's diagonal, whatever its resolution.
    static ContentHttpResult ScreenStyle(HmiOptions options)
    {
        var diagonal = (options.DiagonalInches * MillimetresPerInch).ToString("0.##", CultureInfo.InvariantCulture);
        return TypedResults.Text($":root {{ --mm: calc(hypot(100vw, 100vh) / {diagonal}); }}\n", "text/css");
    }
}
