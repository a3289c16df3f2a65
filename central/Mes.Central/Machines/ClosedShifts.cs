using Mes.Central.Plant;
using Mes.Contracts.Events;
using Mes.Domain.Performance;

namespace Mes.Central.Machines;

/// <summary>The table <c>oee_by_shift</c>: figures of shifts that are over.</summary>
static class ClosedShifts
{
    // A figure is replaced only by one made from as much or more (L27).
    const string WriteSql = """
        insert into oee_by_shift (
            site, machine_id, shift_from, shift_to, shift_name, shift_day, known_through, not_planned_us, planned_stop_us, no_data_us,
            downtime_us, micro_stop_us, running_us, good, scrap, good_in_base, scrap_in_base, estimated, ideal_cycle_us,
            availability, performance, quality, oee, raw_performance, over_speed, coverage, position)
        values (
            @Site, @Machine, @From, @To, @Name, @Day, @KnownThrough, @NotPlanned, @PlannedStop, @NoData,
            @Downtime, @MicroStop, @Running, @Good, @Scrap, @GoodInBase, @ScrapInBase, @Estimated, @IdealCycle,
            @Availability, @Performance, @Quality, @Oee, @RawPerformance, @OverSpeed, @Coverage, @Position)
        on conflict (site, machine_id, shift_from) do update
        set (shift_to, shift_name, shift_day, known_through, not_planned_us, planned_stop_us, no_data_us, downtime_us,
             micro_stop_us, running_us, good, scrap, good_in_base, scrap_in_base, estimated, ideal_cycle_us, availability,
             performance, quality, oee, raw_performance, over_speed, coverage, position)
          = (excluded.shift_to, excluded.shift_name, excluded.shift_day, excluded.known_through, excluded.not_planned_us,
             excluded.planned_stop_us, excluded.no_data_us, excluded.downtime_us, excluded.micro_stop_us, excluded.running_us,
             excluded.good, excluded.scrap, excluded.good_in_base, excluded.scrap_in_base, excluded.estimated,
             excluded.ideal_cycle_us, excluded.availability, excluded.performance, excluded.quality, excluded.oee,
             excluded.raw_performance, excluded.over_speed, excluded.coverage, excluded.position)
        where oee_by_shift.position <= excluded.position
        """;

    const string ReadSql = """
        select shift_name, shift_from as "from", shift_to as "to", availability, performance, quality, oee as value,
               raw_performance, over_speed, coalesce(coverage, 1) as coverage, good + scrap as produced, good, scrap, estimated
        from oee_by_shift
        where site = @Site and machine_id = @Machine
          and shift_from < @To
          and shift_to > @From
        order by shift_from desc
        limit @Limit
        """;

    const int DefaultLimit = 10_000;

    public static Task<IReadOnlyList<ShiftOee>> ReadAsync(
        FactReader reader, string machine, DateTimeOffset from, DateTimeOffset to, int limit = DefaultLimit) =>
        reader.QueryAsync<ShiftOee>(ReadSql, new { reader.Site, Machine = machine, From = from, To = to, Limit = limit });

    /// <summary>The figures of a shift as pages and tables show them.</summary>
    public static ShiftOee ToOee(string name, ShiftFacts facts, ShiftFigures figures)
    {
        var oee = figures.Oee.Rounded();
        return new ShiftOee(
            name, facts.Span.From, facts.Span.To, oee.Availability, oee.Performance, oee.Quality, oee.Value, oee.RawPerformance,
            oee.IsOverSpeed, Rounded(figures.Times.Coverage) ?? 1, figures.Parts.Produced, figures.Parts.Good, figures.Parts.Scrap,
            figures.Parts.Estimated);
    }

    /// <summary>Makes the figures of a shift that is over and keeps them.</summary>
    public static async Task WriteAsync(FactReader reader, MachineDefinition machine, PlannedShift planned, DateTimeOffset? complete)
    {
        var shift = planned.Shift;
        var known = complete is not { } through || through < shift.From ? shift.From : through < shift.To ? through : shift.To;

        // Asked for at the end of time, so that the figures do not depend on when they are made.
        var facts = await reader.FactsAsync(machine, shift, known, DateTimeOffset.MaxValue);
        var figures = TimeModel.Of(facts);
        var (times, parts, oee) = (figures.Times, figures.Parts, figures.Oee.Rounded());
        await reader.ExecuteAsync(WriteSql, new
        {
            reader.Site, Machine = machine.MachineId, shift.From, shift.To, shift.Name, shift.Day, KnownThrough = known,
            NotPlanned = Microseconds.Of(times.NotPlanned), PlannedStop = Microseconds.Of(times.PlannedStop),
            NoData = Microseconds.Of(times.NoData), Downtime = Microseconds.Of(times.Downtime),
            MicroStop = Microseconds.Of(times.MicroStop), Running = Microseconds.Of(times.Running),
            parts.Good, parts.Scrap, parts.GoodInBase, parts.ScrapInBase, parts.Estimated,
            IdealCycle = facts.IdealCycle is { } cycle ? (long?)Microseconds.Of(cycle) : null,
            oee.Availability, oee.Performance, oee.Quality, Oee = oee.Value, oee.RawPerformance, OverSpeed = oee.IsOverSpeed,
            Coverage = Rounded(times.Coverage), Position = await reader.NewestAsync(machine, planned, facts),
        });
    }

    static decimal? Rounded(decimal? value) =>
        value is { } exact ? decimal.Round(exact, Oee.Scale, MidpointRounding.AwayFromZero) : null;
}
