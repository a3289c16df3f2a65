using Mes.Domain.Machines;

namespace Mes.Domain.Performance;

/// <summary>
/// What the machines of a line were to each other. A state says that a machine stands, not for whom; that is taken from its
/// neighbours in the flow: idle that begins while the machine before it stands is <see cref="ActivityKind.Starved"/>, while
/// the one after it stands, <see cref="ActivityKind.Blocked"/>. Where both stand the one that has stood longer is the cause,
/// as its buffer is the first to be used up. A stop whose reason is <c>STARVED</c> or <c>BLOCKED</c> is what its reason says.
/// </summary>
public static class LineActivities
{
    const string Starved = "STARVED";
    const string Blocked = "BLOCKED";

    /// <param name="machines">The facts of each machine, in the order of the flow, all of one span.</param>
    /// <returns>For each machine its activities, without holes, in order, as far as time has come.</returns>
    public static IReadOnlyList<IReadOnlyList<Activity>> Of(IReadOnlyList<ShiftFacts> machines)
    {
        var stretches = machines.Select(StretchesOf).ToList();
        return [.. machines.Select((facts, i) => Activities(
            facts, stretches[i], i > 0 ? stretches[i - 1] : [], i + 1 < machines.Count ? stretches[i + 1] : []))];
    }

    static List<StateStretch> StretchesOf(ShiftFacts facts) =>
        StateStretches.Of(facts.States, Earlier(facts.KnownThrough, facts.Now), facts.MicroStopLimit);

    static List<Activity> Activities(
        ShiftFacts facts, List<StateStretch> own, List<StateStretch> before, List<StateStretch> after)
    {
        var (from, until) = (facts.Span.From, TimeModel.Until(facts));
        var known = Earlier(Earlier(facts.KnownThrough, facts.Now), until);
        var activities = new List<Activity>();
        var at = from;
        foreach (var (state, to, stretch) in StatesOf(facts, own))
        {
            var (start, end) = (Later(state.Since, from), Earlier(to, known));
            if (start < end)
            {
                Add(activities, facts, at, start, ActivityKind.NoData);
                Add(activities, facts, start, end, KindOf(state, stretch, before, after));
                at = end;
            }
        }

        Add(activities, facts, at, until, ActivityKind.NoData);
        return activities;
    }

    static IEnumerable<(StateSince State, DateTimeOffset To, StateStretch Stretch)> StatesOf(
        ShiftFacts facts, List<StateStretch> stretches)
    {
        var states = StateStretches.InOrder(facts.States);
        var stretch = 0;
        for (var i = 0; i < states.Count; i++)
        {
            while (stretch + 1 < stretches.Count && stretches[stretch + 1].From <= states[i].Since)
            {
                stretch++;
            }

            yield return (states[i], i + 1 < states.Count ? states[i + 1].Since : DateTimeOffset.MaxValue, stretches[stretch]);
        }
    }

    static ActivityKind KindOf(StateSince state, StateStretch stretch, List<StateStretch> before, List<StateStretch> after) =>
        state.State switch
        {
            MachineState.NoData => ActivityKind.NoData,
            MachineState.Running => ActivityKind.Running,
            _ when stretch.Stoppage is { Class: StoppageClass.PlannedStop } => ActivityKind.NotPlanned,
            MachineState.Fault => ActivityKind.Fault,
            MachineState.Maintenance => ActivityKind.Maintenance,
            _ => WaitOf(stretch, before, after),
        };

    static ActivityKind WaitOf(StateStretch stretch, List<StateStretch> before, List<StateStretch> after)
    {
        if (stretch.Stoppage?.Reason is Starved or Blocked)
        {
            return stretch.Stoppage.Reason is Starved ? ActivityKind.Starved : ActivityKind.Blocked;
        }

        return (StandingSince(before, stretch.From), StandingSince(after, stretch.From)) switch
        {
            (null, null) => ActivityKind.Idle,
            (_, null) => ActivityKind.Starved,
            (null, _) => ActivityKind.Blocked,
            var (upstream, downstream) => downstream < upstream ? ActivityKind.Blocked : ActivityKind.Starved,
        };
    }

    /// <summary>Since when a neighbour has stood, at an instant; null where it ran then or nothing is known.</summary>
    static DateTimeOffset? StandingSince(List<StateStretch> neighbour, DateTimeOffset at)
    {
        var index = StateStretches.LastFrom(neighbour, at);
        if (index < 0 || neighbour[index] is not { Stoppage: { } stoppage } standing || (standing.To is { } end && end <= at))
        {
            return null;
        }

        // Two that begin to idle at one instant are not each other's cause; a fault at that instant is.
        return standing.From < at || stoppage.State is MachineState.Fault or MachineState.Maintenance ? standing.From : null;
    }

    /// <summary>Adds a stretch of time, its breaks cut out, joined to what it continues.</summary>
    static void Add(List<Activity> activities, ShiftFacts facts, DateTimeOffset from, DateTimeOffset to, ActivityKind kind)
    {
        foreach (var pause in facts.Breaks.Where(pause => pause.From < to && pause.To > from).OrderBy(pause => pause.From))
        {
            Join(activities, from, Earlier(pause.From, to), kind);
            Join(activities, Later(pause.From, from), Earlier(pause.To, to), ActivityKind.NotPlanned);
            from = Later(from, pause.To);
        }

        Join(activities, from, to, kind);
    }

    static void Join(List<Activity> activities, DateTimeOffset from, DateTimeOffset to, ActivityKind kind)
    {
        if (from >= to)
        {
            return;
        }

        if (activities is [.., var last] && last.Kind == kind && last.To == from)
        {
            activities[^1] = last with { To = to };
            return;
        }

        activities.Add(new Activity(from, to, kind));
    }

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
