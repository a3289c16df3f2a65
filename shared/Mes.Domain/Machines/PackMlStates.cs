namespace Mes.Domain.Machines;

/// <summary>The 17 states of PackML by their numbers (ISA-TR88.00.02), and what each counts as (M0.02).</summary>
public static class PackMlStates
{
    public static IReadOnlyDictionary<long, MachineState> All { get; } = new Dictionary<long, MachineState>
    {
        [1] = MachineState.Fault, // Clearing
        [2] = MachineState.Idle, // Stopped
        [3] = MachineState.Idle, // Starting
        [4] = MachineState.Idle, // Idle
        [5] = MachineState.Idle, // Suspended
        [6] = MachineState.Running, // Execute
        [7] = MachineState.Idle, // Stopping
        [8] = MachineState.Fault, // Aborting
        [9] = MachineState.Fault, // Aborted
        [10] = MachineState.Idle, // Holding
        [11] = MachineState.Idle, // Held
        [12] = MachineState.Idle, // Unholding
        [13] = MachineState.Idle, // Suspending
        [14] = MachineState.Idle, // Unsuspending
        [15] = MachineState.Idle, // Resetting
        [16] = MachineState.Running, // Completing
        [17] = MachineState.Idle, // Complete
    };
}
