namespace Mes.Domain.Machines;

/// <summary>
/// The step before <see cref="MachineFold"/>'s debounce: turns what the tags show into what the machine seems to be doing, by the
/// machine's <see cref="StateRule"/>.
/// </summary>
static class StateStage
{
    public static MachineProgress Advance(
        MachineRule rule, MachineProgress progress, MachineInput input, List<MachineOutput> outputs)
    {
        if (rule.State is StateRule.ByCycle cycle)
        {
            return CycleStage.Advance(rule, cycle, progress, input, outputs);
        }

        // Where the rule was another one before the restart, its memory has nothing more to say.
        progress = progress.Cycle is null ? progress : progress with { Clock = progress.Reached, Cycle = null };
        return input is MachineInput.StateSeen seen
            ? See(rule, progress, seen, outputs)
            : MachineFold.Settle(rule, progress, input, outputs);
    }

    static MachineProgress See(
        MachineRule rule, MachineProgress progress, MachineInput.StateSeen seen, List<MachineOutput> outputs)
    {
        var stamp = MachineFold.WholeMicroseconds(seen.At);
        if (progress.Lost)
        {
            return MachineFold.Settle(rule, progress, new MachineInput.TimePassed(stamp), outputs);
        }

        var known = progress.Signals ?? [];
        if (known.Any(signal => signal.Signal == seen.Signal && stamp < signal.Stamp))
        {
            return progress;
        }

        var value = new SignalValue(seen.Signal, stamp, seen.Raw);
        progress = progress with { Signals = [.. known.Where(signal => signal.Signal != seen.Signal), value] };
        var reading = StateReading.Of(rule.State, progress.Signals);
        var isToCome = reading is { State: null, Cause: null };
        return MachineFold.Settle(
            rule, progress,
            isToCome ? new MachineInput.TimePassed(stamp) : new MachineInput.StateRead(stamp, reading),
            outputs);
    }
}
