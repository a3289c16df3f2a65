using Mes.Contracts.Events;
using Mes.Domain.Machines;
using Mes.Edge.Journal;

namespace Mes.Edge.Machines;

/// <summary>Names in the events of one machine.</summary>
/// <param name="Code"><c>site/line/machine</c>.</param>
/// <param name="Source">The source whose silence makes the state unknown.</param>
/// <param name="CounterTag">Number of the counter's tag; 0 where the machine has none.</param>
sealed record MachineNames(string Code, string Source, long CounterTag);

/// <summary>Turns what a machine's fold concludes into events, and keeps what later events must refer to.</summary>
static class MachineStory
{
    /// <summary>The checkpoint after this input; the events it led to are added in order.</summary>
    public static MachineCheckpoint Advance(
        MachineNames names, MachineRule rule, MachineCheckpoint checkpoint, MachineInput input,
        EventMint mint, List<JournalEvent> events)
    {
        var step = MachineFold.Advance(rule, checkpoint.Progress, input);
        checkpoint = checkpoint with { Progress = step.Progress };
        foreach (var output in step.Outputs)
        {
            checkpoint = Tell(names, checkpoint, output, mint, events);
            checkpoint = GiveCause(names, rule, checkpoint, mint, events);
        }

        return GiveCause(names, rule, checkpoint with { Codes = CodesAfter(checkpoint, input) }, mint, events);
    }

    /// <summary>A source that was lost shows its present code anew, like every other value.</summary>
    static FaultCodes? CodesAfter(MachineCheckpoint checkpoint, MachineInput input) => input switch
    {
        MachineInput.CodeSeen seen when !checkpoint.Progress.Lost =>
            (checkpoint.Codes ?? FaultCodes.Start).See(seen.At, seen.Code),
        MachineInput.DataLost => null,
        _ => checkpoint.Codes,
    };

    /// <summary>The stop's reason by the machine's fault code while there is no other: a person's always wins.</summary>
    static MachineCheckpoint GiveCause(
        MachineNames names, MachineRule rule, MachineCheckpoint checkpoint, EventMint mint, List<JournalEvent> events)
    {
        if (checkpoint is not { CurrentStop: { Reason: null } stop, Codes: { } codes }
            || codes.CauseOf(stop.From, stop.State == MachineState.Fault, rule.FaultReasons) is not { } cause)
        {
            return checkpoint;
        }

        events.Add(mint.Make(new StoppageReasonGiven(names.Code, stop.Event, cause.Reason), cause.At));
        var known = stop with { Reason = cause.Reason, IsReasonOfMachine = true };
        return checkpoint with { Stops = [known, .. checkpoint.Stops.Skip(1)] };
    }

    static MachineCheckpoint Tell(
        MachineNames names, MachineCheckpoint checkpoint, MachineOutput output, EventMint mint, List<JournalEvent> events)
    {
        switch (output)
        {
            case MachineOutput.StateChanged changed:
                var state = mint.Make(
                    new MachineStateChanged(names.Code, MachineStateCode.Of(changed.State), changed.Raw), changed.At);
                events.Add(state);
                return EnterState(checkpoint, changed, state.Id);
            case MachineOutput.PartsCounted counted:
                events.Add(mint.Make(
                    new PartsCounted(
                        names.CounterTag, names.Code, counted.CounterEpoch, counted.ReadingBefore, counted.ReadingAfter,
                        counted.Quantity, counted.From, counted.To, counted.Estimated),
                    counted.To));
                return MachineWork.Count(checkpoint, counted.From, counted.To, counted.Quantity);
            case MachineOutput.GapOpened opened:
                var gap = mint.Make(new GapOpened(names.Source, [names.Code], opened.From, opened.Cause), opened.From);
                events.Add(gap);
                return EndStop(checkpoint) with { Gap = gap.Id };
            case MachineOutput.GapClosed closed:
                events.Add(mint.Make(
                    new GapClosed(
                        checkpoint.Gap ?? throw new InvalidOperationException($"{names.Code} closes a gap that it never opened."),
                        names.Source, [names.Code], closed.From, closed.To, closed.Cause),
                    closed.To));
                return checkpoint with { Gap = null };
            default:
                throw new ArgumentOutOfRangeException(nameof(output), output, "An output without an event.");
        }
    }

    static MachineCheckpoint EnterState(MachineCheckpoint checkpoint, MachineOutput.StateChanged changed, Guid id)
    {
        if (changed.State == MachineState.Running)
        {
            return EndStop(checkpoint);
        }

        if (checkpoint.CurrentStop is { } current)
        {
            return checkpoint with { Stops = [current with { State = changed.State }, .. checkpoint.Stops.Skip(1)] };
        }

        var stop = new MachineStop(id, changed.At, Reason: null, IsOver: false, changed.State);
        return checkpoint with { Stops = [stop, .. checkpoint.Stops.Take(MachineCheckpoint.MaxStops - 1)] };
    }

    static MachineCheckpoint EndStop(MachineCheckpoint checkpoint) => checkpoint.CurrentStop is { } current
        ? checkpoint with { Stops = [current with { IsOver = true }, .. checkpoint.Stops.Skip(1)] }
        : checkpoint;
}
