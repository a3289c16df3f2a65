using Mes.Domain.Calendars;

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
               coalesce(sum(quantity) filter (where outcome = 'SCRAP'), 0)::bigint as scrap,
               coalesce(sum(quantity) filter (where estimated and outcome in ('GOOD', 'SCRAP')), 0)::bigint as estimated
        from production_events_current
        where site = @Site and machine_id = @Machine
          and to_at between @From and @To
          and greatest(from_at, to_at - interval '1 microsecond') >= @From
          and greatest(from_at, to_at - interval '1 microsecond') < @To
        group by 1
        order by 1
        """;

    const string UnassignedSql = """
        with runs as materialized (
            select started_at, coalesce(ended_at, 'infinity') as ended_at
            from order_run_current
            where site = @Site and line = @Line),
        assigned as materialized (
            select from_at, to_at
            from parts_assignment_current
            where site = @Site and machine_id = @Machine)
        select coalesce(sum(quantity), 0)::bigint
        from production_events_current p
        where site = @Site and machine_id = @Machine
          and to_at between @From and @To
          and greatest(from_at, to_at - interval '1 microsecond') >= @From
          and greatest(from_at, to_at - interval '1 microsecond') < @To
          and not exists (select from runs r where p.from_at >= r.started_at and p.from_at < r.ended_at)
          and not exists (select from assigned a where p.from_at >= a.from_at and p.from_at < a.to_at)
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
        var facts = await reader.FactsAsync(machine, new Shift("", default, from, to, []), known, now);
        var timeline = MachineTimeline.Of(reader.Plant, machine.Line, facts);
        var arguments = new { reader.Site, machine.Line, Machine = machine.MachineId, From = from, To = to };
        return new MachineDetail(
            overview, timeline.Spans, timeline.Stoppages, await CountsAsync(reader, machine.MachineId, from, to),
            await ClosedShifts.ReadAsync(reader, machine.MachineId, to - ShiftsWithin, to, ShiftsShown),
            await reader.QueryAsync<GapOverview>(GapsSql, arguments),
            RangeFigures.Of(reader.Calendar, reader.Plant, machine, facts))
        {
            Unassigned = await reader.FirstAsync<long>(UnassignedSql, arguments),
        };
    }

    static async Task<IReadOnlyList<CountBucket>> CountsAsync(
        FactReader reader, string machine, DateTimeOffset from, DateTimeOffset to)
    {
        var width = to - from <= FineUpTo ? FineBucket : CoarseBucket;
        var rows = await reader.QueryAsync<Bucket>(
            CountsSql, new { reader.Site, Machine = machine, From = from, To = to, Width = width });
        return [.. rows.Select(row => new CountBucket(row.FromAt, row.FromAt + width, row.Good, row.Scrap, row.Estimated))];
    }

    sealed record Bucket(DateTimeOffset FromAt, long Good, long Scrap, long Estimated);
}
