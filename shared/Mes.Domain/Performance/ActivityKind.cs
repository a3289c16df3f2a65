namespace Mes.Domain.Performance;

/// <summary>What a machine was to its line.</summary>
public enum ActivityKind
{
    /// <summary>Nobody knows; it counts for nothing.</summary>
    NoData,

    /// <summary>A break, or a stop whose reason is of a planned class.</summary>
    NotPlanned,

    Running,

    /// <summary>It stood idle while its neighbours ran: the cause is its own.</summary>
    Idle,

    Fault,

    Maintenance,

    /// <summary>It waited for the machine before it.</summary>
    Starved,

    /// <summary>It waited for the machine after it.</summary>
    Blocked,
}
