using Mes.Contracts.Events;
using Mes.Edge.Configuration;
using Mes.Edge.Execution;
using Mes.Edge.Machines;

namespace Mes.Edge.Line;

/// <summary>The line, and those of its machines that an event changed.</summary>
sealed record LineChange(LineCheckpoint Line, IReadOnlyList<KeyValuePair<string, MachineCheckpoint>> Machines)
{
    public LineChange(LineCheckpoint line, string machine, MachineCheckpoint checkpoint)
        : this(line, [new(machine, checkpoint)])
    {
    }
}

/// <summary>What the events of acts change on the line. Which order a machine works on from when is not among it.</summary>
static class ActEffects
{
    public static LineChange Of(
        JournalEvent journaled, LineCheckpoint line, IReadOnlyDictionary<string, MachineCheckpoint> machines) =>
        journaled.Body switch
        {
            QuantityReclassified moved => Reclassify(journaled, moved, line, machines[moved.Machine]),
            StoppageReasonGiven given => GiveReason(given, line, machines[given.Machine]),
            PartsAssigned { Undoes: null } assigned => Assign(journaled, assigned, line, machines[assigned.Machine]),
            PartsAssigned undone => TakeBack(undone, line, machines[undone.Machine]),
            OrderRunStarted started => Start(journaled.Id, started, line, machines),
            OrderRunEnded => new LineChange(line with { Run = null, Ended = line.Run?.Order }, []),
            _ => new LineChange(line, []),
        };

    static LineChange Reclassify(
        JournalEvent journaled, QuantityReclassified moved, LineCheckpoint line, MachineCheckpoint machine)
    {
        var toScrap = moved.Undoes is null ? moved.Quantity : -moved.Quantity;
        var entry = new Reclassification(
            journaled.Id, moved.Machine, moved.Quantity, moved.Reason, journaled.Times.EdgeUtc, moved.Undoes, IsUndone: false);
        var earlier = line.Reclassifications
            .Select(each => each.Event == moved.Undoes ? each with { IsUndone = true } : each)
            .Take(LineCheckpoint.MaxReclassifications - 1);
        line = line with { Reclassifications = [entry, .. earlier] };
        return new LineChange(
            moved.Reason is { } reason ? Remember(line, moved.Machine, ReasonConfiguration.Scrap, reason) : line,
            moved.Machine, machine with { Good = machine.Good - toScrap, Scrap = machine.Scrap + toScrap });
    }

    static LineChange GiveReason(StoppageReasonGiven given, LineCheckpoint line, MachineCheckpoint machine)
    {
        var stops = machine.Stops.Select(stop =>
            stop.Event == given.Stoppage ? stop with { Reason = given.Reason, IsReasonOfMachine = false } : stop);
        return new LineChange(
            Remember(line, given.Machine, ReasonConfiguration.Stop, given.Reason),
            given.Machine, machine with { Stops = [.. stops] });
    }

    static LineChange Assign(JournalEvent journaled, PartsAssigned assigned, LineCheckpoint line, MachineCheckpoint machine)
    {
        var parts = machine.Unassigned!.First(each => each.From == assigned.From);
        var entry = new Assignment(
            journaled.Id, assigned.Machine, parts, assigned.Order!, journaled.Times.EdgeUtc, IsUndone: false);
        return new LineChange(
            line with { Assignments = [entry, .. (line.Assignments ?? []).Take(LineCheckpoint.MaxReclassifications - 1)] },
            assigned.Machine, MachineWork.Take(Move(machine, assigned.Order!, parts.Quantity), parts));
    }

    static LineChange TakeBack(PartsAssigned undone, LineCheckpoint line, MachineCheckpoint machine)
    {
        var entry = line.Assignments!.First(each => each.Event == undone.Undoes);
        return new LineChange(
            line with
            {
                Assignments = [.. line.Assignments!.Select(each => each == entry ? each with { IsUndone = true } : each)],
            },
            undone.Machine, MachineWork.GiveBack(Move(machine, entry.Order, -entry.Parts.Quantity), entry.Parts));
    }

    // Only the order that the machine works on, or worked on last, is counted here.
    static MachineCheckpoint Move(MachineCheckpoint machine, string order, long quantity) =>
        MachineWork.OrderOf(machine) == order ? machine with { Good = machine.Good + quantity } : machine;

    static LineChange Start(
        Guid run, OrderRunStarted started, LineCheckpoint line, IReadOnlyDictionary<string, MachineCheckpoint> machines)
    {
        var order = new OrderConfiguration(started.Order, started.Item, started.ItemName, started.TargetQuantity);
        var begun = line with { Run = new OrderRun(run, order), Ended = null };

        // An order that goes on keeps its counts; another one begins at nothing.
        return (line.Run?.Order ?? line.Ended)?.Number == started.Order
            ? new LineChange(begun, [])
            : new LineChange(
                begun with { Reclassifications = [] },
                [.. machines.Select(each => KeyValuePair.Create(each.Key, each.Value with { Good = 0, Scrap = 0 }))]);
    }

    static LineCheckpoint Remember(LineCheckpoint line, string machine, string use, string code)
    {
        var reason = new RecentReason(machine, use, code);
        var others = (line.Recent ?? []).Where(each => each != reason).Take(LineCheckpoint.MaxRecent - 1);
        return line with { Recent = [reason, .. others] };
    }
}
