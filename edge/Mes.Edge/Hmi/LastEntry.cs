using Mes.Edge.Line;

namespace Mes.Edge.Hmi;

/// <summary>What a person entered at this station, and until when it can be taken back.</summary>
/// <param name="Id">The event.</param>
/// <param name="Reason">Of scrap; null for parts given to an order.</param>
/// <param name="Order">What the parts were given to; null for scrap.</param>
/// <param name="UndoUntil">Null where it was taken back, or is too old.</param>
public sealed record LastEntry(
    Guid Id, string Machine, long Quantity, string? Reason, string? Order, DateTimeOffset At, DateTimeOffset? UndoUntil,
    bool IsUndone)
{
    public bool IsScrap => Order is null;

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<LastEntry> Of(LineView view) =>
    [
        .. view.Reclassifications
            .Select(scrap => new LastEntry(
                scrap.Id, scrap.Machine, scrap.Quantity, scrap.Reason?.Name, Order: null, scrap.At, scrap.UndoUntil,
                scrap.IsUndone))
            .Concat(view.Assignments.Select(given => new LastEntry(
                given.Id, given.Machine, given.Quantity, Reason: null, given.Order, given.At, given.UndoUntil, given.IsUndone)))
            .OrderByDescending(entry => entry.At),
    ];
}
