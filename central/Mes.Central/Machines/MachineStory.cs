using Mes.Central.Plant;
using Mes.Domain.Calendars;
using Mes.Domain.Machines;
using Mes.Domain.Performance;

namespace Mes.Central.Machines;

/// <summary>What happened at one machine in a stretch of time.</summary>
static class MachineStory
{
    const int ShiftsShown = 12;

    static readonly TimeSpan ShiftsWithin = TimeSpan.FromDays(14);
    static readonly TimeSpan FineBucket = TimeSpan.FromMinutes(10);
    static readonly TimeSpan CoarseBucket = TimeSpan.FromHours(1);
    static readonly TimeSpan FineUpTo = TimeSpan.FromHours(24);

    // A count belongs where it ends.
    const string CountsSql = """
        select date_bin(@Width, greatest(from_at, to_at - interval '1 microsecond'), @From) as from_at,
               coalesce(sum(quantity) filter (where outcome = 'GOOD'), 0)::bigint as good,
               coalesce(sum(quantity) filter (where outcome = 'SCRAP'), 0)::bigint as scrap
        from production_events_current
        where site = @Site and machine_id = @Machine
          and to_at between @From and @To
          and greatest(from_at, to_at - interval '1 microsecond') >= @From
          and greatest(from_at, to_at - interval '1 microsecond') < @To
        group by 1
        order by 1
        """;

    const string GapsSql = """
        select from_at as "from", to_at as "to", cause
        from gap_current
        where site = @Site and machine_id = @Machine
          and from_at < @To
          and coalesce(to_at, 'infinity') > @From
        order by from_at
        """;

    public static async Task<MachineDetail> OfAsync(
        FactReader reader, MachineOverview overview, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var machine = reader.Plant.MachineAt(overview.Machine, to)!;
        var known = overview.CaughtUpTo ?? from;
        var planned = reader.Calendar.ShiftsOverlapping(from, to).Select(overlapping => overlapping.Shift)
            .FirstOrDefault(shift => shift.From == from && shift.To == to);
        var facts = await reader.FactsAsync(machine, planned ?? new Shift("", default, from, to, []), known, now);
        var figures = TimeModel.Of(facts);
        var stoppages = figures.Stoppages.Select(stop => Show(reader.Plant, machine.Line, stop, to)).ToList();
        var arguments = new { reader.Site, Machine = machine.MachineId, From = from, To = to };
        return new MachineDetail(
            overview, TimelineOf(facts, stoppages), stoppages, await CountsAsync(reader, machine.MachineId, from, to),
            await ClosedShifts.ReadAsync(reader, machine.MachineId, to - ShiftsWithin, to, ShiftsShown),
            await reader.QueryAsync<GapOverview>(GapsSql, arguments), planned is null ? null : figures);
    }

    static StoppageOverview Show(PlantDefinitions plant, string line, Stoppage stop, DateTimeOffset until) => new(
        stop.StartEventId, stop.From, stop.To, MachineStateCode.Of(stop.State), StoppageClassCode.Of(stop.Class), stop.Reason,
        stop.Reason is null ? null : plant.StopReasonAt(line, stop.Reason, until)?.Name ?? stop.Reason);

    static async Task<IReadOnlyList<CountBucket>> CountsAsync(
        FactReader reader, string machine, DateTimeOffset from, DateTimeOffset to)
    {
        var width = to - from <= FineUpTo ? FineBucket : CoarseBucket;
        var rows = await reader.QueryAsync<Bucket>(
            CountsSql, new { reader.Site, Machine = machine, From = from, To = to, Width = width });
        return [.. rows.Select(row => new CountBucket(row.FromAt, row.FromAt + width, row.Good, row.Scrap))];
    }

    /// <summary>The states cut to the stretch; before the first and after the facts end nothing is known.</summary>
    static List<StateSpan> TimelineOf(ShiftFacts facts, IReadOnlyList<StoppageOverview> stoppages)
    {
        var (from, end) = (facts.Span.From, Earlier(facts.Span.To, facts.Now));
        var known = facts.Now - facts.KnownThrough <= TimeModel.OrdinaryLag ? end : Earlier(facts.KnownThrough, end);
        var spans = new List<StateSpan>();
        var states = facts.States.OrderBy(state => state.Since).ToList();
        Add(spans, from, states.Count == 0 ? known : Earlier(states[0].Since, known), MachineStateCode.NoData, null);
        for (var i = 0; i < states.Count; i++)
        {
            var until = i + 1 < states.Count ? Earlier(states[i + 1].Since, known) : known;
            var start = Later(states[i].Since, from);
            var reason = stoppages.FirstOrDefault(stop => stop.From <= start && (stop.To is null || start < stop.To))?.ReasonName;
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

    sealed record Bucket(DateTimeOffset FromAt, long Good, long Scrap);
}
