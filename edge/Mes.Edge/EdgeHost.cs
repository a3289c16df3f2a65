using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Edge.Execution;
using Mes.Edge.Hmi;
using Mes.Edge.Journal;
using Mes.Edge.Line;
using Mes.Edge.Replication;
using Mes.Ui;

namespace Mes.Edge;

/// <summary>The composition of the edge: what is made of what, and in which order it starts and stops.</summary>
static class EdgeHost
{
    static readonly TimeSpan ShutdownDeadline = TimeSpan.FromSeconds(10);

    /// <param name="connect">Makes the sources, given what number each tag has.</param>
    public static WebApplication Build(
        EdgeConfiguration configuration, JournalStore store, TimeProvider time,
        Func<DefinitionsCheckpoint, IReadOnlyList<ITagSource>> connect)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "mes-edge" });
        builder.WebHost.UseUrls(configuration.Hmi.GetLeftPart(UriPartial.Authority));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // The keys sign forms of a screen on this PC; they lie in a folder that only the service reads.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownDeadline);

        AddLine(builder.Services, configuration, store, time, connect);
        AddReplication(builder.Services, configuration);
        builder.AddUi();
        builder.Services.AddHmi(new HmiOptions
        {
            DiagonalInches = configuration.DiagonalInches,
            Zone = configuration.TimeZone,
            KeyFolder = Path.Combine(configuration.DataFolder, "keys"),
        });

        var app = builder.Build();
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<LineBoard>().Close);
        app.UseUi();
        app.UseHmi();
        app.MapHealth();
        app.MapHmi();
        return app;
    }

    static void AddLine(
        IServiceCollection services, EdgeConfiguration configuration, JournalStore store, TimeProvider time,
        Func<DefinitionsCheckpoint, IReadOnlyList<ITagSource>> connect)
    {
        var clock = new EdgeClock(time);
        var book = LineBook.Open(configuration, store, new EventMint(clock, configuration.Station), ProgramName.WithVersion);
        services.AddSingleton(configuration);
        services.AddSingleton(store);
        services.AddSingleton(time);
        services.AddSingleton(clock);
        services.AddSingleton(book);
        services.AddSingleton(connect(book.Definitions));
        services.AddSingleton(LineScreen.NewBoard(configuration, time.GetUtcNow()));
        services.AddSingleton<LineScreen>();
        services.AddSingleton<OperatorActs>();
        services.AddSingleton<RecorderInbox>();
        services.AddSingleton<RecorderMeter>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<Recorder>();
        services.AddHostedService<LineWorker>();
    }

    // Hosted services stop in reverse order: replication ends before the recorder, which writes what is left.
    static void AddReplication(IServiceCollection services, EdgeConfiguration configuration)
    {
        services.AddSingleton(_ => CentralClient.Reach(configuration.Central));
        services.AddSingleton<CentralClient>();
        services.AddSingleton<CentralLink>();
        services.AddSingleton<ReplicatorMeter>();
        services.AddHostedService<Replicator>();
        services.AddHostedService<LiveSender>();
        services.AddHostedService<ClockObserver>();
    }
}
