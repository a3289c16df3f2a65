using Dapper;
using Mes.Central.Plant;
using Mes.Domain.Calendars;
using Mes.Domain.Machines;
using Mes.Domain.Performance;
using Npgsql;

namespace Mes.Central.Machines;

/// <summary>Reads what figures of a machine are made from, over one connection.</summary>
sealed class FactReader(
    NpgsqlConnection connection, NpgsqlTransaction? transaction, int site, PlantDefinitions plant, CancellationToken cancellation)
{
    // From the state in force at the beginning or, where that is a stop, from the stop's beginning; to the first state after
    // the end that ends a stop. One statement, however many machines.
    const string StatesSql = """
        select e.machine_id, e.event_id, e.occurred_at, e.state, r.reason
        from unnest(@Machines) as m(machine_id)
        cross join lateral (
            select c.site, c.machine_id, c.event_id, c.occurred_at, c.state, c.incarnation_ordinal, c.seq
            from machine_events_current c
            where c.site = @Site and c.machine_id = m.machine_id
              and c.occurred_at >= coalesce(
                  (select b.occurred_at
                   from machine_events_current b
                   where b.site = @Site and b.machine_id = m.machine_id
                     and b.occurred_at <= @From and b.state in ('RUNNING', 'NO_DATA')
                   order by b.occurred_at desc
                   limit 1),
                  '-infinity')
              and c.occurred_at <= coalesce(
                  (select a.occurred_at
                   from machine_events_current a
                   where a.site = @Site and a.machine_id = m.machine_id
                     and a.occurred_at >= @To and a.state in ('RUNNING', 'NO_DATA')
                   order by a.occurred_at
                   limit 1),
                  'infinity')) e
        left join lateral (
            select g.reason
            from stoppage_reason g
            where g.site = e.site and g.stoppage_id = e.event_id
            order by g.position desc, g.ordinal desc
            limit 1) r on true
        order by e.machine_id, e.occurred_at, e.incarnation_ordinal, e.seq
        """;

    // A count belongs where it ends.
    const string CountsSql = """
        select p.machine_id, p.from_at, p.to_at, p.outcome, p.quantity, p.estimated
        from unnest(@Machines) as m(machine_id)
        cross join lateral (
            select c.machine_id, c.from_at, c.to_at, c.outcome, c.quantity, c.estimated
            from production_events_current c
            where c.site = @Site and c.machine_id = m.machine_id
              and c.to_at between @From and @To) p
        """;

    // Of events whose row moved elsewhere the newer row counts too: without them a figure would not know that it changed.
    const string NewestSql = """
        select greatest(
            (select max(n.position)
             from machine_events e
             join machine_events n using (site, machine_id, event_id)
             where e.site = @Site and e.machine_id = @Machine and e.occurred_at between @From and @To),
            (select max(n.position)
             from production_events e
             join production_events n using (site, machine_id, event_id)
             where e.site = @Site and e.machine_id = @Machine and e.to_at between @From and @To),
            (select max(r.position)
             from machine_events e
             join stoppage_reason r on r.site = e.site and r.stoppage_id = e.event_id
             where e.site = @Site and e.machine_id = @Machine and e.occurred_at between @From and @To),
            0)
        """;

    public int Site => site;

    public PlantDefinitions Plant => plant;

    public SiteCalendar Calendar { get; } = new(plant.Calendars);

    /// <summary>The facts of a machine in a stretch of time.</summary>
    /// <param name="now">When the figures are asked for; for a closed shift any time after its end.</param>
    public async Task<ShiftFacts> FactsAsync(
        MachineDefinition machine, Shift shift, DateTimeOffset knownThrough, DateTimeOffset now) =>
        (await FactsAsync([machine], shift, [knownThrough], now))[0];

    /// <summary>As for one, for many at once: in their order.</summary>
    /// <param name="knownThrough">For each machine, in the same order.</param>
    /// <param name="statesFrom">States are wanted from here on; from the shift's beginning where that is earlier.</param>
    public async Task<IReadOnlyList<ShiftFacts>> FactsAsync(
        IReadOnlyList<MachineDefinition> machines, Shift shift, IReadOnlyList<DateTimeOffset> knownThrough, DateTimeOffset now,
        DateTimeOffset? statesFrom = null)
    {
        var ids = machines.Select(machine => machine.MachineId).ToArray();
        var from = statesFrom < shift.From ? statesFrom.Value : shift.From;
        var states = (await QueryAsync<StateRow>(StatesSql, new { Site = site, Machines = ids, From = from, shift.To }))
            .ToLookup(row => row.MachineId);
        var counts = (await QueryAsync<CountRow>(CountsSql, new { Site = site, Machines = ids, shift.From, shift.To }))
            .ToLookup(row => row.MachineId);
        return [.. machines.Zip(knownThrough).Select(pair =>
        {
            var (machine, known) = pair;
            return new ShiftFacts(
                new TimeSpanUtc(shift.From, shift.To), shift.Breaks, now, known,
                [.. states[machine.MachineId].Select(row => row.ToState(plant, machine.Line, shift.To))],
                [.. counts[machine.MachineId].Select(row => row.ToSpan())], machine.IdealCycle, machine.MicroStopLimit);
        })];
    }

    /// <summary>The newest position among all that the figures of a shift are made from.</summary>
    public async Task<long> NewestAsync(MachineDefinition machine, PlannedShift planned, ShiftFacts facts)
    {
        var sinces = facts.States.Select(state => state.Since).ToList();
        var facing = await FirstAsync<long>(NewestSql, new
        {
            Site = site,
            Machine = machine.MachineId,
            From = sinces.Append(planned.Shift.From).Min(),
            To = sinces.Append(planned.Shift.To).Max(),
        });
        var reasons = facts.States.Where(state => state.Reason is not null)
            .Select(state => plant.StopReasonAt(machine.Line, state.Reason!, planned.Shift.To)?.Position ?? 0);
        return reasons.Append(facing).Append(machine.Position).Append(planned.CalendarPosition).Max();
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object arguments) =>
        (await connection.QueryAsync<T>(Command(sql, arguments))).AsList();

    public Task<T?> FirstAsync<T>(string sql, object arguments) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, arguments));

    public Task<int> ExecuteAsync(string sql, object arguments) => connection.ExecuteAsync(Command(sql, arguments));

    CommandDefinition Command(string sql, object arguments) => new(sql, arguments, transaction, cancellationToken: cancellation);
}

/// <summary>A machine's state from an instant on, with the code of the reason that a person gave for it.</summary>
sealed record StateRow(string MachineId, Guid EventId, DateTimeOffset OccurredAt, string State, string? Reason)
{
    public StateSince ToState(PlantDefinitions plant, string line, DateTimeOffset until)
    {
        var state = MachineStateCode.TryParse(State, out var known) ? known : MachineState.NoData;
        var planned = Reason is not null && plant.StopReasonAt(line, Reason, until) is { Planned: true };
        return new StateSince(EventId, OccurredAt, state, Reason, planned);
    }
}

sealed record CountRow(
    string MachineId, DateTimeOffset FromAt, DateTimeOffset ToAt, string Outcome, long Quantity, bool Estimated)
{
    public CountSpan ToSpan() => new(
        FromAt, ToAt, Good: Outcome == "GOOD" ? Quantity : 0, Scrap: Outcome == "SCRAP" ? Quantity : 0, Estimated);
}
