using Dapper;
using Mes.Central.Ledger;
using Mes.Contracts.Events;
using Npgsql;

namespace Mes.Central.Plant;

/// <summary>Keeps every version of every definition.</summary>
sealed class PlantProjector : IProjector
{
    const string MachineSql = """
        insert into machine_definition (
            site, machine_id, name, ideal_cycle_us, debounce_us, micro_stop_us,
            counting_point, producer, effective_from, event_id, position, ordinal)
        values (
            @Site, @Machine, @Name, @IdealCycleUs, @DebounceUs, @MicroStopUs,
            @CountingPoint, @Producer, @EffectiveFrom, @EventId, @Position, @Ordinal)
        """;

    const string TagSql = """
        insert into tag_definition (site, producer, tag, machine_id, metric, unit, source, address, event_id, position, ordinal)
        values (@Site, @Producer, @Tag, @Machine, @Metric, @Unit, @Source, @Address, @EventId, @Position, @Ordinal)
        """;

    const string ReasonSql = """
        insert into reason_definition (site, line, code, name, use, planned, effective_from, event_id, position, ordinal)
        values (@Site, @Line, @Code, @Name, @Use, @Planned, @EffectiveFrom, @EventId, @Position, @Ordinal)
        """;

    const string CalendarSql = """
        insert into calendar_definition (site, time_zone, effective_from, shifts, breaks, event_id, position, ordinal)
        values (@Site, @TimeZone, @EffectiveFrom, @Shifts::jsonb, @Breaks::jsonb, @EventId, @Position, @Ordinal)
        """;

    public string Module => "plant";

    public string? AggregateOf(LedgerEvent appended) => appended.Event.Body switch
    {
        MachineDefined machine => machine.Machine,
        TagDefined tag => $"tag {appended.Journal.Producer}/{tag.Tag}",
        ReasonDefined reason => $"reason {reason.Line}/{reason.Use}/{reason.Code}",
        CalendarDefined => "calendar",
        _ => null,
    };

    public async Task ProjectAsync(
        NpgsqlTransaction transaction, IReadOnlyList<LedgerEvent> events, CancellationToken cancellation)
    {
        foreach (var appended in events)
        {
            var (sql, arguments) = RowOf(appended);
            await transaction.Connection!.ExecuteAsync(
                new CommandDefinition(sql, arguments, transaction, cancellationToken: cancellation));
        }
    }

    static (string Sql, object Arguments) RowOf(LedgerEvent appended)
    {
        var (known, eventId, producer) = (appended.Known, appended.Event.Id, (long)appended.Journal.Producer);
        var effectiveFrom = appended.Event.Times.EdgeUtc;
        return appended.Event.Body switch
        {
            MachineDefined machine => (MachineSql, new
            {
                known.Site,
                machine.Machine,
                machine.Name,
                IdealCycleUs = Microseconds.Of(machine.IdealCycle),
                DebounceUs = Microseconds.Of(machine.Debounce),
                MicroStopUs = Microseconds.Of(machine.MicroStopLimit),
                machine.CountingPoint,
                Producer = producer,
                EffectiveFrom = effectiveFrom,
                EventId = eventId,
                known.Position,
                known.Ordinal,
            }),
            TagDefined tag => (TagSql, new
            {
                known.Site,
                Producer = producer,
                tag.Tag,
                tag.Machine,
                tag.Metric,
                tag.Unit,
                tag.Source,
                tag.Address,
                EventId = eventId,
                known.Position,
                known.Ordinal,
            }),
            ReasonDefined reason => (ReasonSql, new
            {
                known.Site,
                reason.Line,
                reason.Code,
                reason.Name,
                reason.Use,
                reason.Planned,
                EffectiveFrom = effectiveFrom,
                EventId = eventId,
                known.Position,
                known.Ordinal,
            }),
            CalendarDefined calendar => (CalendarSql, new
            {
                known.Site,
                calendar.TimeZone,
                calendar.EffectiveFrom,
                Shifts = SpansJson.Write(calendar.Shifts),
                Breaks = SpansJson.Write(calendar.Breaks),
                EventId = eventId,
                known.Position,
                known.Ordinal,
            }),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no definition."),
        };
    }
}
