using Mes.Domain.Machines;

namespace Mes.Ui.Machines;

/// <summary>A stretch of one state, [From, To).</summary>
/// <param name="Note">What else is known of it: reason of a stop, cause of missing data.</param>
public sealed record StatePiece(MachineState State, DateTimeOffset From, DateTimeOffset To, string? Note = null);
