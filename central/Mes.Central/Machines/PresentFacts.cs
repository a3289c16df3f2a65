using Mes.Central.Plant;
using Mes.Domain.Machines;

namespace Mes.Central.Machines;

/// <summary>
/// The present as the facts tell it, for many machines by as many statements as for one. What happened after the facts end is not
/// known, unless the machine had fallen silent before.
/// </summary>
sealed class PresentFacts
{
    /// <summary>Causes of silence that central itself tells; what an edge tells is in the words of the edge.</summary>
    public const string NothingCame = "Nothing has come from this machine yet.";
    public const string Silence = "The line PC has sent nothing since then.";

    /// <summary>
    /// Figures may end where the facts do (TimeModel.OrdinaryLag); the present may not be told from facts as old as that.
    /// </summary>
    public static readonly TimeSpan FactsLife = TimeSpan.FromSeconds(10);

    // Last in the order of the producer's journals, never of time (L6).
    const string NewestStateSql = """
        select m.machine_id, e.state, e.occurred_at, e.cause
        from unnest(@Machines) as m(machine_id)
        cross join lateral (
            select c.state, c.occurred_at, c.reason as cause
            from machine_events_current c
            where c.site = @Site and c.machine_id = m.machine_id
            order by c.incarnation_ordinal desc, c.seq desc
            limit 1) e
        """;

    const string CoverageSql = """
        select producer, complete_through
        from producer_coverage
        where site = @Site
        """;

    const string RunsSql = """
        select distinct on (line) line, order_number as number, item, item_name, target_quantity
        from order_run_current
        where site = @Site and line = any(@Lines) and ended_at is null
        order by line, started_at desc
        """;

    // As production_by_order gives them, by what is known of the one order: of all its runs, and what people gave to it.
    const string PartsSql = """
        select m.machine_id, p.good, p.scrap, p.estimated
        from unnest(@Machines, @Lines, @Numbers) as m(machine_id, line, order_number)
        cross join lateral (
            with runs as materialized (
                select started_at as from_at, coalesce(ended_at, 'infinity') as to_at
                from order_run_current r
                where r.site = @Site and r.line = m.line and r.order_number = m.order_number),
            assigned as materialized (
                select a.from_at, a.to_at, a.order_number
                from parts_assignment_current a
                where a.site = @Site and a.machine_id = m.machine_id),
            spans as (
                select from_at, to_at from runs
                union all
                select from_at, to_at from assigned where order_number = m.order_number)
            select coalesce(sum(quantity) filter (where outcome = 'GOOD'), 0)::bigint as good,
                   coalesce(sum(quantity) filter (where outcome = 'SCRAP'), 0)::bigint as scrap,
                   coalesce(sum(quantity) filter (where estimated and outcome in ('GOOD', 'SCRAP')), 0)::bigint as estimated
            from production_events_current c
            where c.site = @Site and c.machine_id = m.machine_id
              and c.to_at >= (select min(from_at) from spans)
              and exists (select from spans s where c.from_at >= s.from_at and c.from_at < s.to_at)
              and not exists (
                  select from assigned a
                  where a.order_number <> m.order_number
                    and c.from_at >= a.from_at
                    and c.from_at < a.to_at)) p
        """;

    readonly Dictionary<string, Newest> _newest;
    readonly IReadOnlyDictionary<long, DateTimeOffset> _coverage;
    readonly Dictionary<string, Run> _runs;

    PresentFacts(
        Dictionary<string, Newest> newest, IReadOnlyDictionary<long, DateTimeOffset> coverage, Dictionary<string, Run> runs)
    {
        _newest = newest;
        _coverage = coverage;
        _runs = runs;
    }

    public static async Task<PresentFacts> ReadAsync(FactReader reader, IReadOnlyList<MachineDefinition> machines)
    {
        var arguments = new
        {
            reader.Site,
            Machines = machines.Select(machine => machine.MachineId).ToArray(),
            Lines = machines.Select(machine => machine.Line).Distinct().ToArray(),
        };
        var newest = await reader.QueryAsync<Newest>(NewestStateSql, arguments);
        var runs = await reader.QueryAsync<Run>(RunsSql, arguments);
        return new PresentFacts(
            newest.ToDictionary(row => row.MachineId), await CoverageAsync(reader), runs.ToDictionary(run => run.Line));
    }

    /// <summary>Before these instants no fact of the producers is missing.</summary>
    public static async Task<IReadOnlyDictionary<long, DateTimeOffset>> CoverageAsync(FactReader reader) =>
        (await reader.QueryAsync<Coverage>(CoverageSql, new { reader.Site }))
            .ToDictionary(row => row.Producer, row => row.CompleteThrough);

    /// <summary>Before this instant no fact of the machine is missing; null before the first.</summary>
    public DateTimeOffset? CompleteOf(MachineDefinition machine) =>
        _coverage.TryGetValue(machine.Producer, out var through) ? through : null;

    public OrderOverview? OrderOf(MachineDefinition machine) => _runs.TryGetValue(machine.Line, out var run)
        ? new OrderOverview(run.Number, run.Item, run.ItemName, run.TargetQuantity)
        : null;

    public (string State, DateTimeOffset Since, string? Cause) StateOf(MachineDefinition machine, DateTimeOffset now)
    {
        var complete = CompleteOf(machine);
        var isFresh = complete is { } through && now - through <= FactsLife;
        return _newest.GetValueOrDefault(machine.MachineId) switch
        {
            null => (MachineStateCode.NoData, machine.EffectiveFrom, NothingCame),
            { State: MachineStateCode.NoData } silent => (silent.State, silent.OccurredAt, silent.Cause),
            var newest when isFresh => (newest.State, newest.OccurredAt, null),
            var newest => (MachineStateCode.NoData, complete ?? newest.OccurredAt, Silence),
        };
    }

    /// <summary>What each machine has made of the order that its line runs; those of lines without one are absent.</summary>
    public async Task<IReadOnlyDictionary<string, OrderParts>> PartsAsync(
        FactReader reader, IReadOnlyList<MachineDefinition> machines)
    {
        var working = machines.Where(machine => _runs.ContainsKey(machine.Line)).ToList();
        var rows = await reader.QueryAsync<OrderParts>(PartsSql, new
        {
            reader.Site,
            Machines = working.Select(machine => machine.MachineId).ToArray(),
            Lines = working.Select(machine => machine.Line).ToArray(),
            Numbers = working.Select(machine => _runs[machine.Line].Number).ToArray(),
        });
        return rows.ToDictionary(row => row.MachineId);
    }

    sealed record Newest(string MachineId, string State, DateTimeOffset OccurredAt, string? Cause);

    sealed record Coverage(long Producer, DateTimeOffset CompleteThrough);

    sealed record Run(string Line, string Number, string Item, string ItemName, long TargetQuantity);
}

sealed record OrderParts(string MachineId, long Good, long Scrap, long Estimated);
