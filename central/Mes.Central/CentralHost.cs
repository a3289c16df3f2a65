using System.Net;
using Mes.Central.Configuration;
using Mes.Central.Database;
using Mes.Central.Ledger;
using Mes.Central.Machines;
using Mes.Central.Machines.Pages;
using Mes.Central.Maintenance;
using Mes.Central.Plant;
using Mes.Central.Web;
using Mes.Ui;

namespace Mes.Central;

/// <summary>Composition root: what central is made of, and in which order a request passes.</summary>
static class CentralHost
{
    /// <param name="configure">What a test does differently.</param>
    public static WebApplication Build(CentralConfiguration configuration, Action<IServiceCollection>? configure = null)
    {
        // Pages find their files beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "mes-central" });

        // central.json is the only configuration: an environment variable must not open another address.
        builder.Configuration.Sources.Clear();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, configuration.Port));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        builder.Services.AddSingleton(configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddExceptionHandler<BadRequestHandler>();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi();
        builder.Services.AddDatabase();
        builder.Services.AddLedger();
        builder.Services.AddPlant();
        builder.Services.AddMachines();
        builder.Services.AddMachinePages();
        builder.Services.AddMaintenance();
        builder.Services.AddWeb();
        builder.AddUi();

        // After the web module, whose pages for people are asked first.
        builder.Services.AddProblemDetails();
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseUi();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseReadiness();
        app.MapOpenApi();
        app.UseSwaggerUI(swagger => swagger.SwaggerEndpoint("/openapi/v1.json", "MES central v1"));
        app.MapHealth();
        app.MapLedger();
        app.MapMachines();
        app.MapMaintenance();
        app.MapWeb();
        app.MapMachinePages();
        return app;
    }
}
