namespace Mes.Domain.Performance;

/// <summary>A machine was this to its line in [From, To).</summary>
public sealed record Activity(DateTimeOffset From, DateTimeOffset To, ActivityKind Kind)
{
    public TimeSpan Length => To - From;

    /// <summary>It waited for no other machine: it worked, or what kept it was its own.</summary>
    public bool IsActive =>
        Kind is ActivityKind.Running or ActivityKind.Idle or ActivityKind.Fault or ActivityKind.Maintenance;

    /// <summary>Something is known of it, and it was meant to work.</summary>
    public bool Counts => Kind is not (ActivityKind.NoData or ActivityKind.NotPlanned);
}
