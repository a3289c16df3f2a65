namespace Mes.Domain.Machines;

/// <summary>What a machine is doing. Silence is <see cref="NoData"/>, never idle.</summary>
public enum MachineState
{
    NoData,
    Running,
    Idle,
    Fault,
    Maintenance,
}
