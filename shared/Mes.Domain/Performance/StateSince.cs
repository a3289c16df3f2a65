using Mes.Domain.Machines;

namespace Mes.Domain.Performance;

/// <summary>A machine is in a state from an instant until the next one.</summary>
/// <param name="EventId">The event that says so; among equal instants the later id counts.</param>
/// <param name="Since">First instant in it.</param>
/// <param name="State">The state; <see cref="MachineState.NoData"/> where a gap begins.</param>
/// <param name="Reason">Code of the reason that a person gave for a stop that begins here.</param>
/// <param name="IsPlannedReason">That reason is of a planned-stop class (M0.02).</param>
public sealed record StateSince(
    Guid EventId, DateTimeOffset Since, MachineState State, string? Reason = null, bool IsPlannedReason = false);
