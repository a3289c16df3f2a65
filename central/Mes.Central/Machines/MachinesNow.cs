using Mes.Central.Ledger;
using Mes.Central.Plant;
using Mes.Contracts.Live;
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

    // Last in the order of the producer's journals, never of time (L6).
    const string NewestStateSql = """
        select state, occurred_at
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
        select order_number as number, item, item_name, target_quantity, started_at
        from order_run_current
        where site = @Site and line = @Line and ended_at is null
        order by started_at desc
        limit 1
        """;

    const string PartsSql = """
        select coalesce(sum(quantity) filter (where outcome = 'GOOD'), 0)::bigint as good,
               coalesce(sum(quantity) filter (where outcome = 'SCRAP'), 0)::bigint as scrap
        from production_events_current
        where site = @Site and machine_id = @Machine
          and to_at >= @Since
          and from_at >= @Since
        """;

    public static async Task<IReadOnlyList<MachineOverview>> ReadAsync(
        FactReader reader, IReadOnlyList<ReceivedView> views, DateTimeOffset now)
    {
        var coverage = await CoverageAsync(reader);
        var shift = reader.Calendar.ShiftAt(now);
        var overviews = new List<MachineOverview>();
        foreach (var id in reader.Plant.Machines.Select(machine => machine.MachineId).Distinct().Order(StringComparer.Ordinal))
        {
            var machine = reader.Plant.MachineAt(id, now)!;
            var complete = coverage.TryGetValue(machine.Producer, out var through) ? through : (DateTimeOffset?)null;
            var oee = shift is null ? null : await OeeAsync(reader, machine, shift, complete, now);
            var view = views.FirstOrDefault(each => each.View.Producer == machine.Producer);
            var facts = await OfFactsAsync(reader, machine, complete, now);
            var overview = new MachineOverview(
                id, machine.Name, facts.State, facts.Since, facts.Order, facts.Good, facts.Scrap, oee, view?.ReceivedAt, complete,
                view?.View.BacklogEvents ?? 0);
            if (facts.Order is null && oee is not null)
            {
                overview = overview with { Good = oee.Good, Scrap = oee.Scrap };
            }

            overviews.Add(view is null ? overview : WithLive(overview, view, now));
        }

        return overviews;
    }

    /// <summary>Before these instants no fact of the producers is missing.</summary>
    public static async Task<IReadOnlyDictionary<long, DateTimeOffset>> CoverageAsync(FactReader reader) =>
        (await reader.QueryAsync<Coverage>(CoverageSql, new { reader.Site }))
            .ToDictionary(row => row.Producer, row => row.CompleteThrough);

    static MachineOverview WithLive(MachineOverview overview, ReceivedView received, DateTimeOffset now)
    {
        var live = received.View.Machines.FirstOrDefault(machine => machine.Machine == overview.Machine);
        if (live is null || now - received.ReceivedAt > LiveLife)
        {
            return overview;
        }

        return overview with
        {
            State = live.State,
            Since = live.Since,
            Order = OrderOf(received.View.Order),
            Good = received.View.Order is null ? overview.Good : live.Good,
            Scrap = received.View.Order is null ? overview.Scrap : live.Scrap,
        };
    }

    static OrderOverview? OrderOf(LiveOrder? order) =>
        order is null ? null : new OrderOverview(order.Number, order.Item, order.ItemName, order.TargetQuantity);

    static async Task<ShiftOee> OeeAsync(
        FactReader reader, MachineDefinition machine, PlannedShift planned, DateTimeOffset? complete, DateTimeOffset now)
    {
        var facts = await reader.FactsAsync(machine, planned.Shift, complete ?? planned.Shift.From, now);
        return ClosedShifts.ToOee(planned.Shift.Name, facts, TimeModel.Of(facts));
    }

    static async Task<OfFacts> OfFactsAsync(
        FactReader reader, MachineDefinition machine, DateTimeOffset? complete, DateTimeOffset now)
    {
        var newest = await reader.FirstAsync<Newest>(NewestStateSql, new { reader.Site, Machine = machine.MachineId });
        var run = await reader.FirstAsync<Run>(RunSql, new { reader.Site, machine.Line });
        var parts = run is null
            ? new Parts(0, 0)
            : await reader.FirstAsync<Parts>(PartsSql, new { reader.Site, Machine = machine.MachineId, Since = run.StartedAt });
        var order = run is null ? null : new OrderOverview(run.Number, run.Item, run.ItemName, run.TargetQuantity);
        if (newest is null)
        {
            return new OfFacts(MachineStateCode.NoData, machine.EffectiveFrom, order, parts!.Good, parts.Scrap);
        }

        // What happened after the facts end is not known, unless the machine had fallen silent before.
        var isFresh = complete is { } through && now - through <= FactsLife;
        return isFresh || newest.State == MachineStateCode.NoData
            ? new OfFacts(newest.State, newest.OccurredAt, order, parts!.Good, parts.Scrap)
            : new OfFacts(MachineStateCode.NoData, complete ?? newest.OccurredAt, order, parts!.Good, parts.Scrap);
    }

    sealed record OfFacts(string State, DateTimeOffset Since, OrderOverview? Order, long Good, long Scrap);

    sealed record Newest(string State, DateTimeOffset OccurredAt);

    sealed record Coverage(long Producer, DateTimeOffset CompleteThrough);

    sealed record Run(string Number, string Item, string ItemName, long TargetQuantity, DateTimeOffset StartedAt);

    sealed record Parts(long Good, long Scrap);
}
