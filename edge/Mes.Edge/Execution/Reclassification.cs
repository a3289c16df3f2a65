using System.Text.Json.Serialization;

namespace Mes.Edge.Execution;

/// <summary>A fresh entry that the screen still shows and a person may take back.</summary>
/// <param name="Event">The <c>QuantityReclassified</c>.</param>
/// <param name="At">By the edge's clock.</param>
/// <param name="Undoes">The earlier one that this one took back.</param>
sealed record Reclassification(
    Guid Event, string Machine, long Quantity, string? Reason, DateTimeOffset At, Guid? Undoes, bool IsUndone)
{
    /// <summary>So long a person may take it back without asking anybody.</summary>
    public static readonly TimeSpan UndoWindow = TimeSpan.FromSeconds(60);

    /// <summary>Until then it can be taken back; null where it was, or is itself an undoing.</summary>
    [JsonIgnore]
    public DateTimeOffset? UndoUntil => Undoes is null && !IsUndone ? At + UndoWindow : null;
}
