namespace Mes.Domain.Machines;

/// <summary>What a tag tells of a machine's state.</summary>
public enum StateSignal
{
    /// <summary>A number for each state.</summary>
    State,

    /// <summary>Not zero while the machine runs.</summary>
    Run,

    /// <summary>Not zero while the machine is faulted.</summary>
    Fault,

    /// <summary>Not zero while the machine is being maintained.</summary>
    Maintenance,
}
