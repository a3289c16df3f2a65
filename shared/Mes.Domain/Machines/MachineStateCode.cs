namespace Mes.Domain.Machines;

/// <summary>The words for states in events, tables and configuration.</summary>
public static class MachineStateCode
{
    public const string NoData = "NO_DATA";
    public const string Running = "RUNNING";
    public const string Idle = "IDLE";
    public const string Fault = "FAULT";
    public const string Maintenance = "MAINTENANCE";

    public static string Of(MachineState state) => state switch
    {
        MachineState.NoData => NoData,
        MachineState.Running => Running,
        MachineState.Idle => Idle,
        MachineState.Fault => Fault,
        MachineState.Maintenance => Maintenance,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such machine state."),
    };

    /// <summary>False where the word is none of ours; case matters.</summary>
    public static bool TryParse(string code, out MachineState state)
    {
        (state, var known) = code switch
        {
            NoData => (MachineState.NoData, true),
            Running => (MachineState.Running, true),
            Idle => (MachineState.Idle, true),
            Fault => (MachineState.Fault, true),
            Maintenance => (MachineState.Maintenance, true),
            _ => (MachineState.NoData, false),
        };
        return known;
    }
}
