namespace Mes.Edge.Execution;

/// <summary>Something a person does at the screen.</summary>
/// <param name="Act">Fresh with each rendered form; a repeat of the same one returns the first result (L4).</param>
public abstract record OperatorAct(Guid Act);

/// <summary>Good parts turned out to be scrap.</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Quantity">At least one, at most the good parts that the running order has on this machine.</param>
/// <param name="Reason">Code of a scrap reason of this line.</param>
public sealed record ReclassifyScrap(Guid Act, string Machine, long Quantity, string Reason) : OperatorAct(Act);

/// <summary>Takes a reclassification back while it is fresh.</summary>
/// <param name="Reclassification">The event to take back.</param>
public sealed record UndoReclassification(Guid Act, Guid Reclassification) : OperatorAct(Act);

/// <summary>Names the cause of a stop; a later one for the same stop replaces it.</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="Stoppage">The stop, as <c>MachineView.Stoppage</c> names it.</param>
/// <param name="Reason">Code of a stop reason of this line.</param>
public sealed record GiveStoppageReason(Guid Act, string Machine, Guid Stoppage, string Reason) : OperatorAct(Act);

/// <summary>Work on the running order ends for now; it is not completed, and starting it again takes that back.</summary>
/// <param name="Order">The order number that the person saw running.</param>
public sealed record EndOrderRun(Guid Act, string Order) : OperatorAct(Act);

/// <summary>Work on an order begins, or goes on.</summary>
/// <param name="Order">Number of an order of this line.</param>
public sealed record StartOrderRun(Guid Act, string Order) : OperatorAct(Act);

/// <summary>Parts that no order ran for were made for this one (M0.05).</summary>
/// <param name="Machine"><c>site/line/machine</c>.</param>
/// <param name="From">Which stretch, by its beginning as the screen names it; all of it that is there by now.</param>
/// <param name="Order">Number of an order of this line.</param>
public sealed record AssignParts(Guid Act, string Machine, DateTimeOffset From, string Order) : OperatorAct(Act);

/// <summary>Takes an assignment back while it is fresh.</summary>
/// <param name="Assignment">The event to take back.</param>
public sealed record UndoAssignment(Guid Act, Guid Assignment) : OperatorAct(Act);
