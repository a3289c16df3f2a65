using Mes.Domain.Machines;

namespace Mes.Domain.Performance;

/// <summary>A maximal stretch in which a machine ran, or stood, or nothing was known; To is null where no end is known.</summary>
sealed record StateStretch(DateTimeOffset From, DateTimeOffset? To, Stoppage? Stoppage, bool IsRunning);

/// <summary>Joins states into stretches and classes those that are stops.</summary>
static class StateStretches
{
    /// <param name="soFar">Up to where an open stop is known to have lasted.</param>
    public static List<StateStretch> Of(IReadOnlyList<StateSince> states, DateTimeOffset soFar, TimeSpan microStopLimit)
    {
        var stretches = new List<StateStretch>();
        var ordered = InOrder(states);
        for (var first = 0; first < ordered.Count;)
        {
            var next = first + 1;
            while (next < ordered.Count && Kind(ordered[next].State) == Kind(ordered[first].State))
            {
                next++;
            }

            DateTimeOffset? to = next < ordered.Count ? ordered[next].Since : null;
            stretches.Add(Join(ordered[first..next], to, soFar, microStopLimit));
            first = next;
        }

        return stretches;
    }

    /// <summary>The index of the stretch that an instant lies in or after; -1 before the first.</summary>
    public static int LastFrom(List<StateStretch> stretches, DateTimeOffset at)
    {
        var (low, high) = (0, stretches.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = stretches[middle].From <= at ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    // A state that another follows at the same instant never was.
    public static List<StateSince> InOrder(IReadOnlyList<StateSince> states) =>
        [.. states.GroupBy(state => state.Since).OrderBy(at => at.Key).Select(at => at.MaxBy(state => state.EventId)!)];

    static StateStretch Join(List<StateSince> states, DateTimeOffset? to, DateTimeOffset soFar, TimeSpan microStopLimit)
    {
        var start = states[0];
        if (Kind(start.State) != MachineState.Idle)
        {
            return new StateStretch(start.Since, to, Stoppage: null, start.State == MachineState.Running);
        }

        var reasoned = states.Find(state => state.Reason is not null);
        var length = (to ?? soFar) - start.Since;
        var stoppageClass = reasoned is { IsPlannedReason: true } ? StoppageClass.PlannedStop
            : length < microStopLimit ? StoppageClass.MicroStop
            : StoppageClass.Downtime;
        var stoppage = new Stoppage(start.EventId, start.Since, to, states[^1].State, reasoned?.Reason, stoppageClass);
        return new StateStretch(start.Since, to, stoppage, IsRunning: false);
    }

    // All words for standing still are one kind.
    static MachineState Kind(MachineState state) =>
        state is MachineState.Running or MachineState.NoData ? state : MachineState.Idle;
}
