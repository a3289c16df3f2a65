using Mes.Central.Ledger;
using Mes.Contracts.Events;

namespace Mes.Central.Machines;

/// <summary>Facts about parts: what counters counted and what people moved between outcomes.</summary>
static class CountFacts
{
    static readonly string[] Outcomes = ["GOOD", "SCRAP", "REWORK", "HELD"];

    const string InsertSql = """
        insert into production_events (
            site, machine_id, outcome, quantity, from_at, to_at, operator_id, reason, estimated, supersedes, event_id, position,
            ordinal, producer, tag, counter_epoch, reading_before, reading_after)
        values (
            @Site, @Machine, @Outcome, @Quantity, @From, @To, @Person, @Reason, @Estimated, @Supersedes, @EventId, @Position,
            @Ordinal, @Producer, @Tag, @CounterEpoch, @ReadingBefore, @ReadingAfter)
        """;

    // Two stretches of one counter clash where both their times and their readings overlap; by readings alone the second turn of
    // a counter that rolls over would clash with the first. Spans of one counter follow each other, so only those from the last
    // one that began before this are looked at. Past its roll-over a span holds all readings from 'before' up and below 'after'.
    const string ClashSql = """
        select event_id
        from production_events
        where site = @Site and producer = @Producer and tag = @Tag and counter_epoch = @CounterEpoch
          and from_at < @To
          and to_at > @From
          and from_at >= coalesce(
              (select max(from_at)
               from production_events
               where site = @Site and producer = @Producer and tag = @Tag and counter_epoch = @CounterEpoch and from_at <= @From),
              '-infinity')
          and event_id <> @EventId
          and case
                  when reading_after < reading_before and @ReadingAfter < @ReadingBefore then true
                  when reading_after < reading_before or @ReadingAfter < @ReadingBefore
                      then reading_before < @ReadingAfter or @ReadingBefore < reading_after
                  else reading_before < @ReadingAfter and @ReadingBefore < reading_after
              end
        order by from_at
        limit 1
        """;

    const string ConflictSql = """
        insert into production_conflict (
            site, machine_id, event_id, other_event_id, quantity, from_at, to_at, position, ordinal)
        values (@Site, @Machine, @EventId, @OtherEventId, @Quantity, @From, @To, @Position, @Ordinal)
        """;

    const string RowsOfEventSql = """
        select distinct to_at
        from production_events
        where site = @Site and machine_id = @Machine and event_id = @EventId
        """;

    public static async Task CountAsync(ProjectionScope scope, LedgerEvent appended, PartsCounted counted)
    {
        var occurrence = await scope.OccurrenceAsync(appended);
        var row = RowOf(appended, counted.Machine, "GOOD", counted.Quantity) with
        {
            From = occurrence.Corrected(counted.From), To = occurrence.Corrected(counted.To), Estimated = counted.Estimated,
            Tag = counted.Tag, CounterEpoch = counted.CounterEpoch,
            ReadingBefore = counted.ReadingBefore, ReadingAfter = counted.ReadingAfter,
        };
        if (row.To < row.From || row.Quantity < 0)
        {
            throw new ProjectionException($"{row.Quantity} parts in {row.From:O} to {row.To:O} cannot be.");
        }

        if (await scope.FirstOrDefaultAsync<Guid?>(ClashSql, row) is { } other)
        {
            await scope.ExecuteAsync(ConflictSql, row with { OtherEventId = other });
            return;
        }

        await InsertAsync(scope, appended, row);
    }

    public static async Task ReclassifyAsync(ProjectionScope scope, LedgerEvent appended, QuantityReclassified moved)
    {
        if (moved.Quantity < 1 || moved.FromOutcome == moved.ToOutcome
            || !Outcomes.Contains(moved.FromOutcome) || !Outcomes.Contains(moved.ToOutcome))
        {
            throw new ProjectionException($"{moved.Quantity} parts from {moved.FromOutcome} to {moved.ToOutcome} cannot be moved.");
        }

        var occurrence = await scope.OccurrenceAsync(appended);
        foreach (var (outcome, quantity) in new[] { (moved.FromOutcome, -moved.Quantity), (moved.ToOutcome, moved.Quantity) })
        {
            await InsertAsync(scope, appended, RowOf(appended, moved.Machine, outcome, quantity) with
            {
                From = occurrence.At, To = occurrence.At, Reason = moved.Reason, Supersedes = moved.Undoes,
            });
        }
    }

    static async Task InsertAsync(ProjectionScope scope, LedgerEvent appended, Row row)
    {
        if (appended.Known != appended.Stored)
        {
            // The row that this one replaces may lie in another shift.
            foreach (var before in await scope.QueryAsync<DateTimeOffset>(RowsOfEventSql, row))
            {
                MarkStale(scope, row.Machine, before);
            }
        }

        await scope.ExecuteAsync(InsertSql, row);
        MarkStale(scope, row.Machine, row.To);
    }

    // A count belongs to the shift in which it ends, be it the last instant of one or the first of the next.
    static void MarkStale(ProjectionScope scope, string machine, DateTimeOffset at) =>
        scope.Stale.Add(machine, at.AddTicks(-TimeSpan.TicksPerMicrosecond), at.AddTicks(TimeSpan.TicksPerMicrosecond));

    static Row RowOf(LedgerEvent appended, string machine, string outcome, long quantity) => new(
        appended.Known.Site, machine, outcome, quantity, appended.Event.Person, appended.Event.Id,
        appended.Known.Position, appended.Known.Ordinal, appended.Journal.Producer);

    sealed record Row(
        int Site, string Machine, string Outcome, long Quantity, Guid? Person, Guid EventId, long Position, int Ordinal, long Producer)
    {
        public DateTimeOffset From { get; init; }

        public DateTimeOffset To { get; init; }

        public string? Reason { get; init; }

        public bool Estimated { get; init; }

        public Guid? Supersedes { get; init; }

        public long? Tag { get; init; }

        public int? CounterEpoch { get; init; }

        public long? ReadingBefore { get; init; }

        public long? ReadingAfter { get; init; }

        public Guid? OtherEventId { get; init; }
    }
}
