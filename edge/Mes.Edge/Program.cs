using Mes.Edge;
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
        if (CommandLine.Load(check.ConfigurationFile, Console.Error) is null)
        {
            return WrongInput;
        }

        Console.Out.WriteLine($"{check.ConfigurationFile} is right.");
        return Fine;
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
            definitions => TagSources.Of(configuration, definitions, TimeProvider.System));
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
