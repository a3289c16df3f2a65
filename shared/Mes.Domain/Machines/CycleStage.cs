using System.Globalization;

namespace Mes.Domain.Machines;

/// <summary>
/// Reads the state from the counter (<see cref="StateRule.ByCycle"/>). A cycle ends where the counter goes up. Whether the
/// machine stopped at the end of a cycle is certain only when the next one is overdue, and a cycle is known to have begun only
/// when it ends: what follows in the fold is therefore told of an instant once it is certain, never earlier and never twice.
/// </summary>
static class CycleStage
{
    public static MachineProgress Advance(
        MachineRule rule, StateRule.ByCycle cycle, MachineProgress progress, MachineInput input, List<MachineOutput> outputs)
    {
        if (input is not (MachineInput.CounterSeen or MachineInput.TimePassed or MachineInput.CodeSeen
            or MachineInput.DataLost or MachineInput.DataReturned))
        {
            // It is no matter of the state.
            return MachineFold.Settle(rule, progress, input, outputs);
        }

        var mine = progress.Cycle ?? CycleProgress.Start with { Clock = progress.Clock };
        var stamp = MachineFold.WholeMicroseconds(input.At);
        var at = stamp > mine.Clock ? stamp : mine.Clock;
        if (input is MachineInput.CounterSeen && stamp < mine.Stamp)
        {
            return progress;
        }

        var step = new Step(rule, progress, mine with { Clock = at }, outputs);
        step.PassTime(Patience(rule, cycle));
        switch (input)
        {
            case MachineInput.CounterSeen seen when !progress.Lost:
                step.Mine = step.Mine with { Stamp = stamp };
                step.See(seen.Reading);
                break;
            case MachineInput.DataLost lost:
                step.Unwatch(lost with { At = at });
                break;
            case MachineInput.DataReturned returned when progress.Lost:
                step.Unwatch(returned with { At = at });
                step.Mine = step.Mine with { Stamp = null };
                break;
        }

        return step.Progress with { Cycle = step.Mine };
    }

    static TimeSpan Patience(MachineRule rule, StateRule.ByCycle cycle) =>
        TimeSpan.FromMicroseconds((long)(rule.IdealCycle.Ticks * cycle.Factor) / TimeSpan.TicksPerMicrosecond);

    /// <summary>One input's way through the stage.</summary>
    sealed class Step(MachineRule rule, MachineProgress progress, CycleProgress mine, List<MachineOutput> outputs)
    {
        public MachineProgress Progress { get; private set; } = progress;

        public CycleProgress Mine { get; set; } = mine;

        public void PassTime(TimeSpan patience)
        {
            if (Mine.Since is not { } since)
            {
                Settle(new MachineInput.TimePassed(Mine.Clock));
                return;
            }

            if (Mine.State != MachineState.Idle && Mine.Clock - since > patience)
            {
                Tell(MachineState.Idle, since);
            }

            var certain = Mine.Clock - rule.IdealCycle;
            if (Mine.State == MachineState.Idle && certain > since)
            {
                Release(certain);
                Settle(new MachineInput.TimePassed(certain));
            }
        }

        public void See(long? reading)
        {
            var seen = new WaitingReading(Mine.Clock, reading);
            if (reading is not { } value || value < 0 || value >= rule.CounterModulus)
            {
                var cause = StateReading.CauseWithout("counter");
                Unwatch(new MachineInput.StateRead(Mine.Clock, new StateReading(State: null, "", cause)));
                Settle(new MachineInput.CounterSeen(seen.At, reading));
                return;
            }

            if (Mine.Since is not { } since)
            {
                Mine = Mine with { Since = seen.At, Reading = value, ReadAt = seen.At };
                Settle(new MachineInput.CounterSeen(seen.At, value));
                return;
            }

            var isCycle = IsCycle(value);
            Mine = Mine with { Reading = value, ReadAt = seen.At };
            if (!isCycle)
            {
                Mine = Mine with { Held = [.. Mine.Held.Take(MachineFold.MaxWaiting - 1), seen] };
                return;
            }

            if (Mine.State != MachineState.Running)
            {
                var begun = Later(seen.At - rule.IdealCycle, since);
                Release(begun - TimeSpan.FromMicroseconds(1));
                Tell(MachineState.Running, begun);
            }

            Release(seen.At);
            Settle(new MachineInput.CounterSeen(seen.At, value));
            Mine = Mine with { Since = seen.At };
        }

        /// <summary>The counter is not watched from here on; what is held back cannot become certain any more.</summary>
        public void Unwatch(MachineInput why)
        {
            Release(Mine.Clock);
            Settle(why);
            Mine = CycleProgress.Start with { Clock = Mine.Clock, Stamp = Mine.Stamp };
        }

        void Tell(MachineState state, DateTimeOffset from)
        {
            var shown = Mine.Reading?.ToString(CultureInfo.InvariantCulture) ?? "";
            Settle(new MachineInput.StateRead(from, new StateReading(state, shown, Cause: null)));
            Mine = Mine with { State = state };
        }

        void Release(DateTimeOffset through)
        {
            foreach (var held in Mine.Held.Where(held => held.At <= through))
            {
                Settle(new MachineInput.CounterSeen(held.At, held.Reading));
            }

            Mine = Mine with { Held = [.. Mine.Held.Where(held => held.At > through)] };
        }

        void Settle(MachineInput input) => Progress = MachineFold.Settle(rule, Progress, input, outputs);

        bool IsCycle(long reading)
        {
            var elapsed = Mine.Clock - Mine.ReadAt;
            elapsed = elapsed > MachineFold.FlushInterval ? MachineFold.FlushInterval : elapsed;
            return CounterMove.Between(Mine.Reading.GetValueOrDefault(), reading, elapsed, rule).Quantity > 0;
        }

        static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;
    }
}
