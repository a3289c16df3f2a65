using System.Globalization;
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
        }

        return checkpoint;
    }

    static MachineCheckpoint Tell(
        MachineNames names, MachineCheckpoint checkpoint, MachineOutput output, EventMint mint, List<JournalEvent> events)
    {
        switch (output)
        {
            case MachineOutput.StateChanged changed:
                var raw = changed.Raw.ToString(CultureInfo.InvariantCulture);
                var state = mint.Make(
                    new MachineStateChanged(names.Code, MachineStateCode.Of(changed.State), raw), changed.At);
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
        checkpoint = EndStop(checkpoint);
        if (changed.State == MachineState.Running)
        {
            return checkpoint;
        }

        var stop = new MachineStop(id, changed.At, Reason: null, IsOver: false);
        return checkpoint with { Stops = [stop, .. checkpoint.Stops.Take(MachineCheckpoint.MaxStops - 1)] };
    }

    static MachineCheckpoint EndStop(MachineCheckpoint checkpoint) => checkpoint.CurrentStop is { } current
        ? checkpoint with { Stops = [current with { IsOver = true }, .. checkpoint.Stops.Skip(1)] }
        : checkpoint;
}
