namespace Mes.Domain.Machines;

/// <summary>
/// Turns what a machine's tags show into transitions, counts and gaps (M0.01-M0.03, L11, L12, L14, L15). Pure, and a function of
/// source time only: inputs that merely tell that time passed change when an output is given, never which outputs there are.
/// <list type="bullet">
/// <item>A machine that leaves its state at S and is not back in it before S + debounce is, from S on, in the state seen last
/// before S + debounce; the ones between were noise. Back before then, all of it was noise.</item>
/// <item>Nothing after S is settled until then: readings wait, so that the count splits exactly at S.</item>
/// <item>A value older than the newest of its tag is ignored; a newer one that comes late counts at
/// <see cref="MachineProgress.Clock"/>.</item>
/// <item>A state value that is missing or without meaning opens a gap at once; the counter goes on, as it is known.</item>
/// </list>
/// Counting is explained in docs/counting.md.
/// </summary>
public static class MachineFold
{
    /// <summary>
    /// Counts are given at least at each UTC multiple of this, so that every calendar in whole minutes splits exactly (L14).
    /// </summary>
    public static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(10);

    /// <summary>The most readings that wait for a candidate; beyond, the newest replaces the one before it.</summary>
    public const int MaxWaiting = 256;

    public static MachineStep Advance(MachineRule rule, MachineProgress progress, MachineInput input)
    {
        var outputs = new List<MachineOutput>();
        return new MachineStep(StateStage.Advance(rule, progress, input, outputs), outputs);
    }

    /// <summary>All that comes after the state rule: debounce, counts, gaps.</summary>
    internal static MachineProgress Settle(
        MachineRule rule, MachineProgress progress, MachineInput input, List<MachineOutput> outputs)
    {
        var stamp = WholeMicroseconds(input.At);
        var at = stamp > progress.Clock ? stamp : progress.Clock;
        switch (input)
        {
            case MachineInput.StateRead read:
                progress = PassTime(rule, progress, at, outputs);
                return progress.Lost ? progress : SeeState(rule, progress, at, read.Reading, outputs);
            case MachineInput.CounterSeen seen when !(stamp < progress.CounterStamp):
                progress = PassTime(rule, progress, at, outputs);
                return progress.Lost
                    ? progress
                    : SeeCounter(rule, progress with { CounterStamp = stamp }, new WaitingReading(at, seen.Reading), outputs);
            case MachineInput.CountSplit:
                return progress with { Counter = CounterFold.SplitAt(progress.Counter, stamp) };
            case MachineInput.TimePassed or MachineInput.CodeSeen:
                return PassTime(rule, progress, at, outputs);
            case MachineInput.DataLost lost:
                return Lose(rule, PassTime(rule, progress, at, outputs), at, lost.Cause, outputs);
            case MachineInput.DataReturned:
                progress = PassTime(rule, progress, at, outputs);
                return progress.Lost ? progress with { Lost = false, Signals = null, CounterStamp = null } : progress;
            default:
                return progress;
        }
    }

    static MachineProgress PassTime(MachineRule rule, MachineProgress progress, DateTimeOffset at, List<MachineOutput> outputs)
    {
        if (progress.Candidate is { } candidate)
        {
            if (at - candidate.From < rule.Debounce)
            {
                return progress with { Clock = at };
            }

            progress = Enter(progress, candidate.State, candidate.From, candidate.Shown, outputs);
            progress = CountWaiting(rule, progress, outputs);
        }

        return progress with { Clock = at, Counter = CounterFold.PassTime(progress.Counter, at, outputs) };
    }

    static MachineProgress SeeState(
        MachineRule rule, MachineProgress progress, DateTimeOffset at, StateReading reading, List<MachineOutput> outputs)
    {
        if (reading.State is not { } state)
        {
            return progress.GapCause is null
                ? OpenGap(rule, progress, at, reading.Cause ?? "The state is not known.", outputs)
                : progress;
        }

        if (progress.State == MachineState.NoData)
        {
            return Enter(progress, state, at, reading.Shown, outputs);
        }

        if (state == progress.State)
        {
            return CountWaiting(rule, progress, outputs);
        }

        var candidate = progress.Candidate is { } earlier
            ? earlier with { State = state, Shown = reading.Shown }
            : new StateCandidate(state, at, reading.Shown);

        // Decides at once where the debounce is zero.
        return PassTime(rule, progress with { Candidate = candidate }, at, outputs);
    }

    static MachineProgress SeeCounter(
        MachineRule rule, MachineProgress progress, WaitingReading seen, List<MachineOutput> outputs)
    {
        if (progress.Candidate is null)
        {
            return progress with { Counter = CounterFold.See(rule, progress.Counter, seen, outputs) };
        }

        return progress with { Waiting = [.. progress.Waiting.Take(MaxWaiting - 1), seen] };
    }

    static MachineProgress Lose(
        MachineRule rule, MachineProgress progress, DateTimeOffset at, string cause, List<MachineOutput> outputs)
    {
        if (progress.GapCause is null)
        {
            progress = OpenGap(rule, progress, at, cause, outputs);
        }

        return progress with { Lost = true, Counter = CounterFold.Lose(progress.Counter, at, outputs) };
    }

    static MachineProgress OpenGap(
        MachineRule rule, MachineProgress progress, DateTimeOffset at, string cause, List<MachineOutput> outputs)
    {
        progress = CountWaiting(rule, progress, outputs);
        var counter = CounterFold.Flush(CounterFold.PassTime(progress.Counter, at, outputs), at, outputs);
        outputs.Add(new MachineOutput.GapOpened(at, cause));
        return progress with { State = MachineState.NoData, Since = at, GapCause = cause, Counter = counter };
    }

    static MachineProgress Enter(
        MachineProgress progress, MachineState state, DateTimeOffset at, string shown, List<MachineOutput> outputs)
    {
        var counter = CounterFold.Flush(CounterFold.PassTime(progress.Counter, at, outputs), at, outputs);
        if (progress.GapCause is { } cause)
        {
            outputs.Add(new MachineOutput.GapClosed(progress.Since, at, cause));
        }

        outputs.Add(new MachineOutput.StateChanged(state, at, shown));
        return progress with { State = state, Since = at, GapCause = null, Counter = counter };
    }

    /// <summary>The candidate, if any, is decided: what waited for it is counted.</summary>
    static MachineProgress CountWaiting(MachineRule rule, MachineProgress progress, List<MachineOutput> outputs)
    {
        var counter = progress.Counter;
        foreach (var seen in progress.Waiting)
        {
            counter = CounterFold.See(rule, counter, seen, outputs);
        }

        counter = CounterFold.PassTime(counter, progress.Clock, outputs);
        return progress with { Candidate = null, Waiting = [], Counter = counter };
    }

    internal static DateTimeOffset WholeMicroseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
