using Mes.Central.Ledger;

namespace Mes.Central.Machines;

/// <summary>What machines did, what they made, and their OEE.</summary>
static class MachinesModule
{
    public static void AddMachines(this IServiceCollection services)
    {
        services.AddSingleton<IProjector, MachinesProjector>();
    }
}
