using Mes.Contracts.Events;
using Mes.Edge.Configuration;

namespace Mes.Edge.Execution;

/// <summary>The rules of what an operator may do on the line.</summary>
static class ActRules
{
    const string Good = "GOOD";
    const string Scrap = "SCRAP";

    public static ActDecision Decide(OperatorAct act, LineNow line) => act switch
    {
        ReclassifyScrap scrap => Decide(scrap, line),
        UndoReclassification undo => Decide(undo, line),
        GiveStoppageReason reason => Decide(reason, line),
        StartOrderRun start => OrderRules.Decide(start, line),
        EndOrderRun end => OrderRules.Decide(end, line),
        AssignParts assign => OrderRules.Decide(assign, line),
        UndoAssignment undo => OrderRules.Decide(undo, line),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "An act without a rule."),
    };

    static ActDecision Decide(ReclassifyScrap act, LineNow line)
    {
        if (!line.Machines.TryGetValue(act.Machine, out var machine))
        {
            return new ActDecision.Refuse(RefusalCode.UnknownMachine, act.Machine);
        }

        if (!machine.IsCounted)
        {
            return new ActDecision.Refuse(RefusalCode.NotCounted, act.Machine);
        }

        if (line.Run is null)
        {
            return new ActDecision.Refuse(RefusalCode.NoOrderRuns);
        }

        if (!line.Knows(ReasonConfiguration.Scrap, act.Reason))
        {
            return new ActDecision.Refuse(RefusalCode.NotAScrapReason, act.Reason);
        }

        if (act.Quantity < 1)
        {
            return new ActDecision.Refuse(RefusalCode.NoQuantity);
        }

        return act.Quantity <= machine.Good
            ? new ActDecision.Write(new QuantityReclassified(act.Machine, Good, Scrap, act.Quantity, act.Reason, Undoes: null))
            : new ActDecision.Refuse(
                new Refusal(RefusalCode.MoreThanGood, act.Machine, Asked: act.Quantity, Possible: machine.Good));
    }

    static ActDecision Decide(UndoReclassification act, LineNow line)
    {
        var earlier = line.Reclassifications.FirstOrDefault(each => each.Event == act.Reclassification);
        return earlier switch
        {
            { IsUndone: true } => new ActDecision.Refuse(RefusalCode.AlreadyTakenBack),

            // What is written now belongs to the order that runs now: with none, the order would keep the scrap.
            { } when line.Run is null => new ActDecision.Refuse(RefusalCode.NoOrderRuns),
            { UndoUntil: { } until } when line.At <= until && line.Machines.ContainsKey(earlier.Machine) => new ActDecision.Write(
                new QuantityReclassified(earlier.Machine, Scrap, Good, earlier.Quantity, Reason: null, Undoes: earlier.Event)),
            _ => new ActDecision.Refuse(RefusalCode.TooOldToTakeBack),
        };
    }

    static ActDecision Decide(GiveStoppageReason act, LineNow line)
    {
        if (!line.Machines.TryGetValue(act.Machine, out var machine))
        {
            return new ActDecision.Refuse(RefusalCode.UnknownMachine, act.Machine);
        }

        if (!line.Knows(ReasonConfiguration.Stop, act.Reason))
        {
            return new ActDecision.Refuse(RefusalCode.NotAStopReason, act.Reason);
        }

        return machine.Stops.Any(stop => stop.Event == act.Stoppage)
            ? new ActDecision.Write(new StoppageReasonGiven(act.Machine, act.Stoppage, act.Reason))
            : new ActDecision.Refuse(RefusalCode.UnknownStop);
    }
}
