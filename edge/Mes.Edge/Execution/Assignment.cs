using System.Text.Json.Serialization;
using Mes.Edge.Machines;

namespace Mes.Edge.Execution;

/// <summary>Unassigned parts that a person gave to an order; fresh ones can be taken back.</summary>
/// <param name="Event">The <c>PartsAssigned</c>.</param>
/// <param name="At">By the edge's clock.</param>
sealed record Assignment(Guid Event, string Machine, UnassignedParts Parts, string Order, DateTimeOffset At, bool IsUndone)
{
    /// <summary>Until then it can be taken back; null where it was.</summary>
    [JsonIgnore]
    public DateTimeOffset? UndoUntil => IsUndone ? null : At + Reclassification.UndoWindow;
}
