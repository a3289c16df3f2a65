using Mes.Contracts.Events;
using Mes.Edge.Configuration;
using Mes.Edge.Machines;

namespace Mes.Edge.Execution;

/// <summary>What acts are weighed against: the line as the newest event left it.</summary>
/// <param name="Machines">By <c>site/line/machine</c>.</param>
sealed record LineNow(
    IReadOnlyDictionary<string, MachineCheckpoint> Machines, IReadOnlyList<Reclassification> Reclassifications,
    IReadOnlyList<ReasonConfiguration> Reasons, DateTimeOffset At);

/// <summary>What an act comes to: the event to write, or the words for the person who tried.</summary>
abstract record ActDecision
{
    ActDecision()
    {
    }

    public sealed record Write(EventBody Body) : ActDecision;

    public sealed record Refuse(string Reason) : ActDecision;
}

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
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "An act without a rule."),
    };

    static ActDecision Decide(ReclassifyScrap act, LineNow line)
    {
        if (!line.Machines.TryGetValue(act.Machine, out var machine))
        {
            return UnknownMachine(act.Machine);
        }

        if (!Knows(line, ReasonConfiguration.Scrap, act.Reason))
        {
            return new ActDecision.Refuse($"\"{act.Reason}\" is not a scrap reason of this line. Choose one from the list.");
        }

        if (act.Quantity < 1)
        {
            return new ActDecision.Refuse("Enter how many parts are scrap: at least 1.");
        }

        return act.Quantity <= machine.Good
            ? new ActDecision.Write(new QuantityReclassified(act.Machine, Good, Scrap, act.Quantity, act.Reason, Undoes: null))
            : new ActDecision.Refuse(
                $"Only {machine.Good} good parts of this order are recorded, so {act.Quantity} cannot be scrap. "
                + "Correct the number.");
    }

    static ActDecision Decide(UndoReclassification act, LineNow line)
    {
        var earlier = line.Reclassifications.FirstOrDefault(each => each.Event == act.Reclassification);
        return earlier switch
        {
            { IsUndone: true } => new ActDecision.Refuse("This entry has already been taken back."),
            { UndoUntil: { } until } when line.At <= until && line.Machines.ContainsKey(earlier.Machine) => new ActDecision.Write(
                new QuantityReclassified(earlier.Machine, Scrap, Good, earlier.Quantity, Reason: null, Undoes: earlier.Event)),
            _ => new ActDecision.Refuse("This entry can no longer be taken back. Ask for a correction instead."),
        };
    }

    static ActDecision Decide(GiveStoppageReason act, LineNow line)
    {
        if (!line.Machines.TryGetValue(act.Machine, out var machine))
        {
            return UnknownMachine(act.Machine);
        }

        if (!Knows(line, ReasonConfiguration.Stop, act.Reason))
        {
            return new ActDecision.Refuse($"\"{act.Reason}\" is not a stop reason of this line. Choose one from the list.");
        }

        return machine.Stops.Any(stop => stop.Event == act.Stoppage)
            ? new ActDecision.Write(new StoppageReasonGiven(act.Machine, act.Stoppage, act.Reason))
            : new ActDecision.Refuse("This stop is too long ago or not of this machine. Choose a stop that the screen shows.");
    }

    static bool Knows(LineNow line, string kind, string code) =>
        line.Reasons.Any(reason => reason.Kind == kind && reason.Code == code);

    static ActDecision.Refuse UnknownMachine(string machine) =>
        new($"\"{machine}\" is not a machine of this line. Load the page again.");
}
