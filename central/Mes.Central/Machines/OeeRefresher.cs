using Mes.Central.Configuration;
using Mes.Central.Database;
using Mes.Central.Ledger;
using Mes.Central.Plant;
using Mes.Domain.Performance;
using Npgsql;

namespace Mes.Central.Machines;

/// <summary>
/// Keeps <c>oee_by_shift</c>: shifts that ended, shifts whose facts changed, shifts whose missing facts arrived (L27). One
/// transaction a machine, under that machine's lock; whatever is deleted from the table comes again with the same rows.
/// </summary>
sealed partial class OeeRefresher(
    NpgsqlDataSource database, LedgerFeed feed, DatabaseReadiness readiness, CentralConfiguration configuration,
    TimeProvider clock, ILogger<OeeRefresher> logger) : BackgroundService
{
    // A shift can end without anything being recorded.
    static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(10);

    /// <summary>How far back shifts are made at all: a time that is further off is no time of this plant.</summary>
    static readonly TimeSpan Reach = TimeSpan.FromDays(400);

    // Others wait at most 5 s for a lock.
    const int ShiftsPerTransaction = 100;

    const string WorkSql = """
        select m.machine_id, c.complete_through,
               (select o.shift_to
                from oee_by_shift o
                where o.site = m.site and o.machine_id = m.machine_id
                order by o.shift_from desc
                limit 1) as made_to,
               (select o.shift_from
                from oee_by_shift o
                where o.site = m.site and o.machine_id = m.machine_id
                  and o.known_through < o.shift_to
                  and o.known_through < c.complete_through
                order by o.shift_from
                limit 1) as lacking_from,
               (select e.occurred_at
                from machine_events_current e
                where e.site = m.site and e.machine_id = m.machine_id
                order by e.occurred_at
                limit 1) as first_at,
               exists (select from oee_stale s where s.site = m.site and s.machine_id = m.machine_id) as is_stale
        from machine m
        left join producer_coverage c on c.site = m.site and c.producer = m.producer
        where m.site = @Site
        """;

    const string LockSql = "select pg_advisory_xact_lock(hashtext('oee_by_shift'), hashtext(@Machine))";

    const string TakeMarksSql = """
        delete from oee_stale
        where site = @Site and machine_id = @Machine
        returning from_at, to_at
        """;

    const string MarkSql = """
        insert into oee_stale (site, machine_id, from_at, to_at)
        values (@Site, @Machine, @From, @To)
        """;

    // Rows of a calendar that no longer governs their time.
    const string DropOthersSql = """
        delete from oee_by_shift
        where site = @Site and machine_id = @Machine
          and shift_from < @To and shift_to > @From
          and not exists (
              select from unnest(@Froms, @Tos) as s(shift_from, shift_to)
              where (s.shift_from, s.shift_to) = (oee_by_shift.shift_from, oee_by_shift.shift_to))
        """;

    int Site => configuration.Site.Number;

    /// <summary>Makes everything that is due now. Returns how many shifts were made.</summary>
    public async Task<int> RefreshAsync(CancellationToken cancellation)
    {
        IReadOnlyList<Work> work;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            var reader = new FactReader(
                connection, null, Site, await PlantQueries.DefinitionsAsync(connection, null, Site, cancellation), cancellation);
            var now = clock.GetUtcNow();
            work = [.. (await reader.QueryAsync<Work>(WorkSql, new { Site })).Where(each => each.IsDue(reader.Calendar, now))];
        }

        var made = 0;
        foreach (var due in work)
        {
            made += await RefreshAsync(due, cancellation);
        }

        return made;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var seen = feed.Version;
            try
            {
                if (readiness.Reason is null)
                {
                    await RefreshAsync(stoppingToken);
                }
            }
            catch (Exception fault) when (PassingFault.Is(fault))
            {
                LogFault(fault.Message);
            }

            await WaitAsync(seen, stoppingToken);
        }
    }

    async Task WaitAsync(long seen, CancellationToken cancellation)
    {
        try
        {
            await feed.WaitForChangeAsync(seen, cancellation).WaitAsync(LookAnyway, clock, cancellation);
        }
        catch (TimeoutException)
        {
            LogSilence();
        }
    }

    async Task<int> RefreshAsync(Work work, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var plant = await PlantQueries.DefinitionsAsync(connection, transaction, Site, cancellation);
        var reader = new FactReader(connection, transaction, Site, plant, cancellation);
        var arguments = new { Site, Machine = work.MachineId };
        await reader.ExecuteAsync(LockSql, arguments);

        // What is marked from here on is found by the next run; what was marked before is seen by the statements below.
        var marks = await reader.QueryAsync<Mark>(TakeMarksSql, arguments);
        var now = clock.GetUtcNow();
        var ranges = marks.Append(work.Missing(now)).Append(work.Lacking(now))
            .Select(range => range.Within(now - Reach, now)).Where(range => range.FromAt < range.ToAt).ToList();
        var shifts = ranges.SelectMany(range => reader.Calendar.ShiftsOverlapping(range.FromAt, range.ToAt))
            .Where(planned => work.IsOver(planned, now)).DistinctBy(planned => planned.Shift.From)
            .OrderBy(planned => planned.Shift.From).ToList();
        foreach (var planned in shifts.Take(ShiftsPerTransaction))
        {
            await ClosedShifts.WriteAsync(
                reader, plant.MachineAt(work.MachineId, planned.Shift.To)!, planned, work.CompleteThrough);
        }

        await DropOthersAsync(reader, work, ranges, shifts);
        if (shifts.Count > ShiftsPerTransaction)
        {
            var rest = new { Site, Machine = work.MachineId, shifts[ShiftsPerTransaction].Shift.From, To = now };
            await reader.ExecuteAsync(MarkSql, rest);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return Math.Min(shifts.Count, ShiftsPerTransaction);
    }

    async Task DropOthersAsync(FactReader reader, Work work, List<Mark> ranges, List<PlannedShift> shifts)
    {
        foreach (var range in ranges)
        {
            await reader.ExecuteAsync(DropOthersSql, new
            {
                Site,
                Machine = work.MachineId,
                From = range.FromAt,
                To = range.ToAt,
                Froms = shifts.Select(planned => planned.Shift.From).ToArray(),
                Tos = shifts.Select(planned => planned.Shift.To).ToArray(),
            });
        }
    }

    [LoggerMessage(LogLevel.Warning, "Figures cannot be made now: {Error} They are made at the next change.")]
    partial void LogFault(string error);

    [LoggerMessage(LogLevel.Trace, "Nothing was recorded for a while; ended shifts are looked for.")]
    partial void LogSilence();

    sealed record Mark(DateTimeOffset FromAt, DateTimeOffset ToAt)
    {
        public Mark Within(DateTimeOffset from, DateTimeOffset to) =>
            new(FromAt > from ? FromAt : from, ToAt < to ? ToAt : to);
    }

    /// <param name="MadeTo">The end of the newest shift made.</param>
    /// <param name="LackingFrom">The first shift whose missing facts have arrived.</param>
    /// <param name="FirstAt">The machine's first fact.</param>
    sealed record Work(
        string MachineId, DateTimeOffset? CompleteThrough, DateTimeOffset? MadeTo, DateTimeOffset? LackingFrom,
        DateTimeOffset? FirstAt, bool IsStale)
    {
        public bool IsDue(SiteCalendar calendar, DateTimeOffset now)
        {
            var missing = Missing(now).Within(now - Reach, now);
            return IsStale || LackingFrom is not null
                || calendar.ShiftsOverlapping(missing.FromAt, missing.ToAt).Any(planned => IsOver(planned, now));
        }

        public Mark Missing(DateTimeOffset now) => new(MadeTo ?? FirstAt ?? now, now);

        public Mark Lacking(DateTimeOffset now) => new(LackingFrom ?? now, CompleteThrough ?? now);

        /// <summary>Ended, and its facts are here or overdue.</summary>
        public bool IsOver(PlannedShift planned, DateTimeOffset now) =>
            planned.Shift.To <= now && (planned.Shift.To <= CompleteThrough || planned.Shift.To + TimeModel.OrdinaryLag <= now);
    }
}
