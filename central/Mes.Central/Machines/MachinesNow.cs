using Mes.Central.Ledger;
using Mes.Central.Plant;
using Mes.Domain.Calendars;
using Mes.Domain.Machines;
using Mes.Domain.Performance;

namespace Mes.Central.Machines;

/// <summary>
/// The machines as they are now. A fresh live view wins over the facts, which may be hours behind (L25); where neither is fresh
/// nothing is known, and that is what is said.
/// </summary>
static class MachinesNow
{
    static readonly TimeSpan LiveLife = TimeSpan.FromSeconds(5);

    // Figures may end where the facts do (TimeModel.OrdinaryLag); the present may not be told from facts as old as that.
    static readonly TimeSpan FactsLife = TimeSpan.FromSeconds(10);
    static readonly TimeSpan RecentLength = TimeSpan.FromHours(8);

    // Last in the order of the producer's journals, never of time (L6).
    const string NewestStateSql = """
        select state, occurred_at, reason as cause
        from machine_events_current
        where site = @Site and machine_id = @Machine
        order by incarnation_ordinal desc, seq desc
        limit 1
        """;

    const string CoverageSql = """
        select producer, complete_through
        from producer_coverage
        where site = @Site
        """;

    const string RunSql = """
        select order_number as number, item, item_name, target_quantity
        from order_run_current
        where site = @Site and line = @Line and ended_at is null
        order by started_at desc
        limit 1
        """;

    // As production_by_order gives them, by what is known of the one order: of all its runs, and what people gave to it.
    const string PartsSql = """
        with runs as materialized (
            select started_at as from_at, coalesce(ended_at, 'infinity') as to_at
            from order_run_current
            where site = @Site and line = @Line and order_number = @Number),
        assigned as materialized (
            select from_at, to_at, order_number
            from parts_assignment_current
            where site = @Site and machine_id = @Machine),
        spans as (
            select from_at, to_at from runs
            union all
            select from_at, to_at from assigned where order_number = @Number)
        select coalesce(sum(quantity) filter (where outcome = 'GOOD'), 0)::bigint as good,
               coalesce(sum(quantity) filter (where outcome = 'SCRAP'), 0)::bigint as scrap,
               coalesce(sum(quantity) filter (where estimated and outcome in ('GOOD', 'SCRAP')), 0)::bigint as estimated
        from production_events_current p
        where site = @Site and machine_id = @Machine
          and to_at >= (select min(from_at) from spans)
          and exists (select from spans s where p.from_at >= s.from_at and p.from_at < s.to_at)
          and not exists (
              select from assigned a
              where a.order_number <> @Number
                and p.from_at >= a.from_at
                and p.from_at < a.to_at)
        """;

    public static async Task<IReadOnlyList<MachineOverview>> ReadAsync(
        FactReader reader, IReadOnlyList<ReceivedView> views, DateTimeOffset now)
    {
        var coverage = await CoverageAsync(reader);
        var overviews = new List<MachineOverview>();
        foreach (var id in reader.Plant.Machines.Select(machine => machine.MachineId).Distinct().Order(StringComparer.Ordinal))
        {
            var machine = reader.Plant.MachineAt(id, now)!;
            var complete = coverage.TryGetValue(machine.Producer, out var through) ? through : (DateTimeOffset?)null;
            var overview = await OfFactsAsync(reader, machine, complete, now);
            var view = views.FirstOrDefault(each => each.View.Producer == machine.Producer);
            overviews.Add(OnlyOfStop(view is null ? overview : WithLive(overview, view, now)));
        }

        return overviews;
    }

    /// <summary>Before these instants no fact of the producers is missing.</summary>
    public static async Task<IReadOnlyDictionary<long, DateTimeOffset>> CoverageAsync(FactReader reader) =>
        (await reader.QueryAsync<Coverage>(CoverageSql, new { reader.Site }))
            .ToDictionary(row => row.Producer, row => row.CompleteThrough);

    static async Task<MachineOverview> OfFactsAsync(
        FactReader reader, MachineDefinition machine, DateTimeOffset? complete, DateTimeOffset now)
    {
        // One read of the states serves the figures of the running shift and the last hours.
        var planned = reader.Calendar.ShiftAt(now)?.Shift;
        var shift = planned ?? new Shift("", default, now - RecentLength, now, []);
        var facts = await reader.FactsAsync(machine, shift, complete ?? shift.From, now, statesFrom: now - RecentLength);
        var oee = planned is null ? null : ClosedShifts.ToOee(planned.Name, facts, TimeModel.Of(facts));
        var recent = MachineTimeline.Of(reader.Plant, machine.Line, facts with { Span = RecentOf(facts, now) });

        var newest = await reader.FirstAsync<Newest>(NewestStateSql, new { reader.Site, Machine = machine.MachineId });
        var present = PresentOf(newest, machine, complete, now);
        var run = await reader.FirstAsync<Run>(RunSql, new { reader.Site, machine.Line });
        var parts = run is null
            ? new Parts(oee?.Good ?? 0, oee?.Scrap ?? 0, oee?.Estimated ?? 0)
            : await reader.FirstAsync<Parts>(
                PartsSql, new { reader.Site, machine.Line, Machine = machine.MachineId, run.Number });
        var order = run is null ? null : new OrderOverview(run.Number, run.Item, run.ItemName, run.TargetQuantity);
        return new MachineOverview(
            machine.MachineId, machine.Name, present.State, present.OccurredAt, ReasonOf(recent), present.Cause,
            order, parts!.Good, parts.Scrap, parts.Estimated, oee, LiveAt: null, complete, BacklogEvents: 0, recent.Spans);
    }

    // Before a machine's first fact there was nothing to know, so that time is not missing.
    static TimeSpanUtc RecentOf(ShiftFacts facts, DateTimeOffset now)
    {
        var first = facts.States.Select(state => state.Since).Append(now).Min();
        return new TimeSpanUtc(first > now - RecentLength ? first : now - RecentLength, now);
    }

    static string? ReasonOf(MachineTimeline recent) =>
        recent.Stoppages is [.., { To: null } present] ? present.ReasonName : null;

    static MachineOverview OnlyOfStop(MachineOverview overview) =>
        overview.State is MachineStateCode.Running or MachineStateCode.NoData ? overview with { Reason = null } : overview;

    // What happened after the facts end is not known, unless the machine had fallen silent before.
    static Newest PresentOf(Newest? newest, MachineDefinition machine, DateTimeOffset? complete, DateTimeOffset now)
    {
        var isFresh = complete is { } through && now - through <= FactsLife;
        return newest switch
        {
            null => new Newest(MachineStateCode.NoData, machine.EffectiveFrom, "Nothing has come from this machine yet."),
            { State: MachineStateCode.NoData } => newest,
            _ when isFresh => newest with { Cause = null },
            _ => new Newest(
                MachineStateCode.NoData, complete ?? newest.OccurredAt, "The line PC has sent nothing since then."),
        };
    }

    static MachineOverview WithLive(MachineOverview overview, ReceivedView received, DateTimeOffset now)
    {
        var heard = overview with { LiveAt = received.ReceivedAt, BacklogEvents = received.View.BacklogEvents };
        var live = received.View.Machines.FirstOrDefault(machine => machine.Machine == overview.Machine);
        if (live is null || now - received.ReceivedAt > LiveLife)
        {
            return heard;
        }

        var order = received.View.Order;
        return heard with
        {
            State = live.State,
            Since = live.Since,

            // While the facts do not reach the present stop, the reason that they know is an earlier one's.
            Reason = overview.CaughtUpTo >= live.Since ? overview.Reason : null,
            Cause = live.Cause,
            Order = order is null
                ? null
                : new OrderOverview(order.Number, order.Item, order.ItemName, order.TargetQuantity),
            Good = order is null ? overview.Good : live.Good,
            Scrap = order is null ? overview.Scrap : live.Scrap,
        };
    }

    sealed record Newest(string State, DateTimeOffset OccurredAt, string? Cause);

    sealed record Coverage(long Producer, DateTimeOffset CompleteThrough);

    sealed record Run(string Number, string Item, string ItemName, long TargetQuantity);

    sealed record Parts(long Good, long Scrap, long Estimated);
}
