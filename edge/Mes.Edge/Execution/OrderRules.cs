using Mes.Contracts.Events;
using Mes.Edge.Configuration;
using Mes.Edge.Machines;

namespace Mes.Edge.Execution;

/// <summary>The rules of which order the line works on, and of parts that were made for none.</summary>
static class OrderRules
{
    public static ActDecision Decide(StartOrderRun act, LineNow line) => Find(line, act.Order) switch
    {
        _ when line.Run is { Order.Number: var running } => new ActDecision.Refuse(RefusalCode.OrderRunsAlready, running),
        { } order => new ActDecision.Write(
            new OrderRunStarted(line.Line, order.Number, order.Item, order.ItemName, order.TargetQuantity)),
        null => new ActDecision.Refuse(RefusalCode.UnknownOrder, act.Order),
    };

    public static ActDecision Decide(EndOrderRun act, LineNow line) =>
        line.Run is { } run && run.Order.Number == act.Order
            ? new ActDecision.Write(new OrderRunEnded(run.Event))
            : new ActDecision.Refuse(RefusalCode.OrderDoesNotRun, act.Order);

    public static ActDecision Decide(AssignParts act, LineNow line)
    {
        if (!line.Machines.TryGetValue(act.Machine, out var machine))
        {
            return new ActDecision.Refuse(RefusalCode.UnknownMachine, act.Machine);
        }

        if (Find(line, act.Order) is not { } order)
        {
            return new ActDecision.Refuse(RefusalCode.UnknownOrder, act.Order);
        }

        return machine.Unassigned?.FirstOrDefault(each => each.From == act.From) is { } parts
            ? new ActDecision.Write(
                new PartsAssigned(act.Machine, parts.From, parts.To, order.Number, order.Item, Undoes: null))
            : new ActDecision.Refuse(RefusalCode.NothingUnassigned);
    }

    public static ActDecision Decide(UndoAssignment act, LineNow line)
    {
        var earlier = line.Assignments.FirstOrDefault(each => each.Event == act.Assignment);
        if (earlier is { IsUndone: true })
        {
            return new ActDecision.Refuse(RefusalCode.AlreadyTakenBack);
        }

        if (earlier?.UndoUntil is not { } until || line.At > until
            || !line.Machines.TryGetValue(earlier.Machine, out var machine))
        {
            return new ActDecision.Refuse(RefusalCode.TooOldToTakeBack);
        }

        var parts = earlier.Parts;
        return MachineWork.OrderOf(machine) == earlier.Order && machine.Good < parts.Quantity
            ? new ActDecision.Refuse(RefusalCode.ScrappedSince)
            : new ActDecision.Write(
                new PartsAssigned(earlier.Machine, parts.From, parts.To, Order: null, Item: null, Undoes: earlier.Event));
    }

    static OrderConfiguration? Find(LineNow line, string number) =>
        line.Orders.FirstOrDefault(order => order.Number == number);
}
