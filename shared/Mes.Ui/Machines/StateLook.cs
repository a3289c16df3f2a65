using Mes.Domain.Machines;

namespace Mes.Ui.Machines;

/// <summary>How a state is shown: never by colour alone.</summary>
/// <param name="Name">Suffix of its style classes.</param>
/// <param name="Icon">Name of its Tabler icon.</param>
/// <param name="Word">Key of its word.</param>
public sealed record StateLook(string Name, string Icon, string Word)
{
    static readonly StateLook NoData = new("no-data", "plug-connected-x", "StateNoData");
    static readonly StateLook Running = new("running", "player-play", "StateRunning");
    static readonly StateLook Idle = new("idle", "player-pause", "StateIdle");
    static readonly StateLook Fault = new("fault", "alert-triangle", "StateFault");
    static readonly StateLook Maintenance = new("maintenance", "tool", "StateMaintenance");

    public static StateLook Of(MachineState state) => state switch
    {
        MachineState.Running => Running,
        MachineState.Idle => Idle,
        MachineState.Fault => Fault,
        MachineState.Maintenance => Maintenance,
        _ => NoData,
    };
}
