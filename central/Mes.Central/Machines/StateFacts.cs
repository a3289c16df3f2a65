using Mes.Central.Ledger;
using Mes.Contracts.Events;
using Mes.Domain.Machines;

namespace Mes.Central.Machines;

/// <summary>Facts about what a machine was doing: states, stretches without data, reasons of stops.</summary>
static class StateFacts
{
    const string InsertSql = """
        insert into machine_events (
            site, machine_id, state, occurred_at, source_time, basis, correction, reason,
            supersedes, event_id, position, ordinal, incarnation_ordinal, seq)
        values (
            @Site, @Machine, @State, @At, @SourceTime, @Basis, @Correction, @Reason,
            null, @EventId, @Position, @Ordinal, @IncarnationOrdinal, @Seq)
        """;

    const string GapOpenedSql = """
        insert into gap (site, machine_id, gap_id, source, from_at, to_at, cause, event_id, position, ordinal)
        values (@Site, @Machine, @GapId, @Source, @From, null, @Cause, @EventId, @Position, @Ordinal)
        """;

    const string GapClosedSql = """
        insert into gap (site, machine_id, gap_id, source, from_at, to_at, cause, event_id, position, ordinal)
        values (@Site, @Machine, @GapId, @Source, @From, @To, @Cause, @EventId, @Position, @Ordinal)
        """;

    const string ReasonSql = """
        insert into stoppage_reason (site, machine_id, stoppage_id, reason, operator_id, given_at, event_id, position, ordinal)
        values (@Site, @Machine, @Stoppage, @Reason, @Person, @At, @EventId, @Position, @Ordinal)
        """;

    const string RowsOfEventSql = """
        select distinct occurred_at
        from machine_events
        where site = @Site and machine_id = @Machine and event_id = @EventId
        """;

    // The stretch whose figures a state at @At decides: from the beginning of the stop that it prolongs or ends, as a stop
    // counts
    // by its whole length, to the next state that is no stop.
    const string StretchSql = """
        select coalesce(
                   (select min(e.occurred_at)
                    from machine_events e
                    where e.site = @Site and e.machine_id = @Machine and e.occurred_at < @At
                      and e.occurred_at > coalesce(
                          (select max(b.occurred_at)
                           from machine_events b
                           where b.site = @Site and b.machine_id = @Machine and b.occurred_at < @At
                             and b.state in ('RUNNING', 'NO_DATA')),
                          '-infinity')),
                   @At) as from_at,
               coalesce(
                   (select min(n.occurred_at)
                    from machine_events n
                    where n.site = @Site and n.machine_id = @Machine and n.occurred_at > @At
                      and n.state in ('RUNNING', 'NO_DATA')),
                   'infinity') as to_at
        """;

    public static async Task ChangeAsync(ProjectionScope scope, LedgerEvent appended, MachineStateChanged changed)
    {
        if (!MachineStateCode.TryParse(changed.State, out var state) || state == MachineState.NoData)
        {
            throw new ProjectionException($"'{changed.State}' is no state that a machine can report.");
        }

        var occurrence = await scope.OccurrenceAsync(appended);
        await InsertAsync(scope, appended, changed.Machine, changed.State, occurrence, occurrence.At, reason: null);
    }

    public static async Task OpenGapAsync(ProjectionScope scope, LedgerEvent appended, GapOpened opened)
    {
        var occurrence = await scope.OccurrenceAsync(appended);
        var from = occurrence.Corrected(opened.From);
        foreach (var machine in opened.Machines)
        {
            await InsertAsync(scope, appended, machine, MachineStateCode.NoData, occurrence, from, opened.Cause);
            await scope.ExecuteAsync(GapOpenedSql, new
            {
                appended.Known.Site,
                Machine = machine,
                GapId = appended.Event.Id,
                opened.Source,
                From = from,
                opened.Cause,
                EventId = appended.Event.Id,
                appended.Known.Position,
                appended.Known.Ordinal,
            });
        }
    }

    /// <summary>Only the gap gets its end: what the machine does from then on comes as its own event.</summary>
    public static async Task CloseGapAsync(ProjectionScope scope, LedgerEvent appended, GapClosed closed)
    {
        var occurrence = await scope.OccurrenceAsync(appended);
        foreach (var machine in closed.Machines)
        {
            await scope.ExecuteAsync(GapClosedSql, new
            {
                appended.Known.Site,
                Machine = machine,
                GapId = closed.Opened,
                closed.Source,
                From = occurrence.Corrected(closed.From),
                To = occurrence.Corrected(closed.To),
                closed.Cause,
                EventId = appended.Event.Id,
                appended.Known.Position,
                appended.Known.Ordinal,
            });
        }
    }

    public static async Task GiveReasonAsync(ProjectionScope scope, LedgerEvent appended, StoppageReasonGiven given)
    {
        var occurrence = await scope.OccurrenceAsync(appended);
        await scope.ExecuteAsync(ReasonSql, new
        {
            appended.Known.Site,
            given.Machine,
            given.Stoppage,
            given.Reason,
            appended.Event.Person,
            occurrence.At,
            EventId = appended.Event.Id,
            appended.Known.Position,
            appended.Known.Ordinal,
        });
        foreach (var at in await scope.QueryAsync<DateTimeOffset>(
            RowsOfEventSql, new { appended.Known.Site, given.Machine, EventId = given.Stoppage }))
        {
            await MarkAsync(scope, appended.Known.Site, given.Machine, at);
        }
    }

    static async Task InsertAsync(
        ProjectionScope scope, LedgerEvent appended, string machine, string state, Occurrence occurrence, DateTimeOffset at,
        string? reason)
    {
        var known = appended.Known;
        if (known != appended.Stored)
        {
            // The row that this one replaces may lie in another shift.
            foreach (var before in await scope.QueryAsync<DateTimeOffset>(
                RowsOfEventSql, new { known.Site, Machine = machine, EventId = appended.Event.Id }))
            {
                await MarkAsync(scope, known.Site, machine, before);
            }
        }

        await scope.ExecuteAsync(InsertSql, new
        {
            known.Site,
            Machine = machine,
            State = state,
            At = at,
            occurrence.SourceTime,
            occurrence.Basis,
            occurrence.Correction,
            Reason = reason,
            EventId = appended.Event.Id,
            known.Position,
            known.Ordinal,
            IncarnationOrdinal = appended.Journal.Ordinal,
            appended.Seq,
        });
        await MarkAsync(scope, known.Site, machine, at);
    }

    static async Task MarkAsync(ProjectionScope scope, int site, string machine, DateTimeOffset at)
    {
        var stretch = await scope.FirstOrDefaultAsync<Stretch>(StretchSql, new { Site = site, Machine = machine, At = at });
        scope.Stale.Add(machine, stretch!.FromAt, stretch.ToAt);
    }

    sealed record Stretch(DateTimeOffset FromAt, DateTimeOffset ToAt);
}
