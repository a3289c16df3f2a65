using Mes.Central.Plant;
using Mes.Domain.Machines;
using Mes.Domain.Performance;

namespace Mes.Central.Machines;

/// <summary>What a machine was doing in a stretch of time, in the words of its plant.</summary>
/// <param name="Spans">Its states without holes, in order.</param>
/// <param name="Stoppages">Stops that share any time with the stretch, whole, in order.</param>
sealed record MachineTimeline(IReadOnlyList<StateSpan> Spans, IReadOnlyList<StoppageOverview> Stoppages)
{
    public static MachineTimeline Of(PlantDefinitions plant, string line, ShiftFacts facts)
    {
        var stoppages = TimeModel.Of(facts).Stoppages.Select(stop => Show(plant, line, stop, facts.Span.To)).ToList();
        return new MachineTimeline(SpansOf(facts, stoppages), stoppages);
    }

    static StoppageOverview Show(PlantDefinitions plant, string line, Stoppage stop, DateTimeOffset until) => new(
        stop.StartEventId, stop.From, stop.To, MachineStateCode.Of(stop.State), StoppageClassCode.Of(stop.Class), stop.Reason,
        stop.Reason is null ? null : plant.StopReasonAt(line, stop.Reason, until)?.Name ?? stop.Reason);

    /// <summary>
    /// The states cut to the stretch; before the first nothing is known. What came after the facts end is left out while they
    /// are as fresh as the present may be told from, and is unknown from then on: a state is never drawn longer than it is
    /// known to have lasted.
    /// </summary>
    static List<StateSpan> SpansOf(ShiftFacts facts, List<StoppageOverview> stoppages)
    {
        var (from, now) = (facts.Span.From, Earlier(facts.Span.To, facts.Now));
        var known = Earlier(facts.KnownThrough, now);
        var end = facts.Now - facts.KnownThrough <= PresentFacts.FactsLife ? known : now;
        var spans = new List<StateSpan>();
        var states = facts.States.OrderBy(state => state.Since).ToList();
        Add(spans, from, states.Count == 0 ? known : Earlier(states[0].Since, known), MachineStateCode.NoData, null);
        var stop = 0;
        for (var i = 0; i < states.Count; i++)
        {
            var until = i + 1 < states.Count ? Earlier(states[i + 1].Since, known) : known;
            var start = Later(states[i].Since, from);
            while (stop < stoppages.Count && stoppages[stop].To <= start)
            {
                stop++;
            }

            var reason = stop < stoppages.Count && stoppages[stop].From <= start ? stoppages[stop].ReasonName : null;
            Add(spans, start, until, MachineStateCode.Of(states[i].State), reason);
        }

        Add(spans, Later(known, from), end, MachineStateCode.NoData, null);
        return spans;
    }

    static void Add(List<StateSpan> spans, DateTimeOffset from, DateTimeOffset to, string state, string? reason)
    {
        if (from >= to)
        {
            return;
        }

        if (spans is [.., var last] && last.State == state && last.Reason == reason)
        {
            spans[^1] = last with { To = to };
            return;
        }

        spans.Add(new StateSpan(from, to, state, reason));
    }

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
