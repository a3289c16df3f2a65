using Mes.Central.Database;
using Mes.Central.Ledger;

namespace Mes.Central.Plant;

/// <summary>What the plant is made of and when it works.</summary>
static class PlantModule
{
    public static void AddPlant(this IServiceCollection services)
    {
        services.AddSingleton<IProjector, PlantProjector>();
        services.AddSingleton<ApplyCalendar>();
        services.AddSingleton(provider => new StartStep("calendar", provider.GetRequiredService<ApplyCalendar>().RunAsync));
    }
}
