using Mes.Edge;
using Mes.Edge.Commissioning;
using Mes.Edge.Configuration;
using Mes.Edge.Journal;

const int Fine = 0;
const int Died = 1;
const int WrongInput = 2;
const int CannotStart = 3;

switch (CommandLine.Parse(args))
{
    case CommandLine.Help:
        Console.Out.WriteLine(CommandLine.Usage);
        return Fine;
    case CommandLine.Check check:
        return await CheckCommand.RunAsync(check, Console.Out, TimeProvider.System, CancellationToken.None) ? Fine : WrongInput;
    case CommandLine.Browse browse:
        return await BrowseCommand.RunAsync(browse, Console.Out, Console.Error, TimeProvider.System, CancellationToken.None)
            ? Fine
            : WrongInput;
    case CommandLine.Schema:
        Console.Out.Write(ConfigurationSchema.Text);
        return Fine;
    case CommandLine.ExportTags export:
        return TagListCommand.Export(export, Console.Out, Console.Error) ? Fine : WrongInput;
    case CommandLine.ImportTags import:
        return TagListCommand.Import(import, Console.Out, Console.Error) ? Fine : WrongInput;
    case CommandLine.Run run:
        return CommandLine.Load(run.ConfigurationFile, Console.Error) is { } configuration
            ? await RunAsync(configuration)
            : WrongInput;
    case CommandLine.Wrong wrong:
        Console.Error.WriteLine($"{wrong.Message}\n{CommandLine.Usage}");
        return WrongInput;
    default:
        return Died;
}

static async Task<int> RunAsync(EdgeConfiguration configuration)
{
    try
    {
        using var store = JournalStore.Open(configuration.DataFolder, configuration.Producer, configuration.Key);
        await using var app = EdgeHost.Build(
            configuration, store, TimeProvider.System,
            definitions => TagSources.Of(configuration, definitions, store, TimeProvider.System));
        await app.StartAsync();
        Console.Out.WriteLine($"SQLite {store.SqliteVersion}, journal in {configuration.DataFolder}");
        Console.Out.WriteLine($"edge ready {configuration.Hmi.GetLeftPart(UriPartial.Authority)}");
        await app.WaitForShutdownAsync();
        return app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(HasDied) ? Died : Fine;
    }
    catch (JournalException unusable)
    {
        Console.Error.WriteLine(unusable.Message);
        return CannotStart;
    }
    catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
    {
        Console.Error.WriteLine($"{configuration.Hmi} is in use by another program. Stop it, or change hmi.url.");
        return CannotStart;
    }
}

static bool HasDied(BackgroundService worker) => worker.ExecuteTask is { IsFaulted: true };
