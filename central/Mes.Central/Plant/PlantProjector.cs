using Dapper;
using Mes.Central.Ledger;
using Mes.Contracts.Events;
using Npgsql;

namespace Mes.Central.Plant;

/// <summary>Keeps every version of every definition.</summary>
sealed class PlantProjector : IProjector
{
    // Of each table the columns that its definition fills; where it stands in the ledger is said of all alike.
    static readonly string MachineSql = InsertInto(
        "machine_definition", "machine_id", "name", "ideal_cycle_us", "debounce_us", "micro_stop_us", "counting_point",
        "producer", "effective_from");

    static readonly string TagSql = InsertInto(
        "tag_definition", "producer", "tag", "machine_id", "metric", "unit", "source", "address");

    static readonly string ReasonSql = InsertInto(
        "reason_definition", "line", "code", "name", "use", "planned", "effective_from");

    static readonly string CalendarSql = InsertInto(
        "calendar_definition", "time_zone", "effective_from", "shifts", "breaks");

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
            var (sql, values) = RowOf(appended);
            var arguments = new DynamicParameters(new
            {
                appended.Known.Site,
                EventId = appended.Event.Id,
                appended.Known.Position,
                appended.Known.Ordinal,
            });
            for (var i = 0; i < values.Length; i++)
            {
                arguments.Add($"v{i}", values[i]);
            }

            await transaction.Connection!.ExecuteAsync(
                new CommandDefinition(sql, arguments, transaction, cancellationToken: cancellation));
        }
    }

    static string InsertInto(string table, params string[] columns)
    {
        var values = columns.Select((column, i) => column is "shifts" or "breaks" ? $"@v{i}::jsonb" : $"@v{i}");
        return $"""
            insert into {table} (site, {string.Join(", ", columns)}, event_id, position, ordinal)
            values (@Site, {string.Join(", ", values)}, @EventId, @Position, @Ordinal)
            """;
    }

    /// <summary>The statement of its table, and what stands in its columns, in their order.</summary>
    static (string Sql, object?[] Values) RowOf(LedgerEvent appended)
    {
        var (producer, effectiveFrom) = ((long)appended.Journal.Producer, appended.Event.Times.EdgeUtc);
        return appended.Event.Body switch
        {
            MachineDefined machine => (MachineSql,
            [
                machine.Machine, machine.Name, Microseconds.Of(machine.IdealCycle), Microseconds.Of(machine.Debounce),
                Microseconds.Of(machine.MicroStopLimit), machine.CountingPoint, producer, effectiveFrom,
            ]),
            TagDefined tag => (TagSql,
                [producer, tag.Tag, tag.Machine, tag.Metric, tag.Unit, tag.Source, tag.Address]),
            ReasonDefined reason => (ReasonSql,
                [reason.Line, reason.Code, reason.Name, reason.Use, reason.Planned, effectiveFrom]),
            CalendarDefined calendar => (CalendarSql,
            [
                calendar.TimeZone, calendar.EffectiveFrom, SpansJson.Write(calendar.Shifts), SpansJson.Write(calendar.Breaks),
            ]),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no definition."),
        };
    }
}
