using Dapper;
using Npgsql;

namespace Mes.Central.Plant;

/// <summary>What other modules may ask of the plant.</summary>
static class PlantQueries
{
    const string MachinesSql = """
        select machine_id, name, ideal_cycle_us, micro_stop_us, producer, effective_from, position
        from machine_definition
        where site = @Site
        order by position, ordinal
        """;

    const string ReasonsSql = """
        select line, code, name, use, planned, effective_from, position
        from reason_definition
        where site = @Site
        order by position, ordinal
        """;

    const string CalendarsSql = """
        select time_zone, effective_from, shifts::text as shifts, breaks::text as breaks, position
        from calendar_definition
        where site = @Site
        order by position, ordinal
        """;

    public static async Task<PlantDefinitions> DefinitionsAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, int site, CancellationToken cancellation)
    {
        var arguments = new { Site = site };
        var machines = await connection.QueryAsync<MachineDefinition>(
            new CommandDefinition(MachinesSql, arguments, transaction, cancellationToken: cancellation));
        var reasons = await connection.QueryAsync<ReasonDefinition>(
            new CommandDefinition(ReasonsSql, arguments, transaction, cancellationToken: cancellation));
        var calendars = await connection.QueryAsync<CalendarRow>(
            new CommandDefinition(CalendarsSql, arguments, transaction, cancellationToken: cancellation));
        return new PlantDefinitions(machines.AsList(), reasons.AsList(), [.. calendars.Select(row => row.ToDefinition())]);
    }

    sealed record CalendarRow(string TimeZone, DateTimeOffset EffectiveFrom, string Shifts, string Breaks, long Position)
    {
        public CalendarDefinition ToDefinition() =>
            new(TimeZone, EffectiveFrom, SpansJson.Read(Shifts), SpansJson.Read(Breaks), Position);
    }
}
