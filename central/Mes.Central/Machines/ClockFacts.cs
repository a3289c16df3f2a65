using Mes.Central.Ledger;
using Mes.Contracts.Events;

namespace Mes.Central.Machines;

/// <summary>
/// Facts about producers' clocks. A new observation dates again what came since the previous one, and only what that moves by
/// more than a second: an edge that booted in 1970 has everything before its first observation moved (L10).
/// </summary>
static class ClockFacts
{
    const string InsertSql = """
        insert into clock_observation (
            site, producer, boot, mono_us, utc, offset_us, uncertainty_us, incarnation, seq, event_id, position, ordinal)
        values (
            @Site, @Producer, @Boot, @MonoUs, @Utc, @OffsetUs, @UncertaintyUs, @Incarnation, @Seq, @EventId, @Position, @Ordinal)
        """;

    /// <summary>The events to project once more, in order, at the observation's own place.</summary>
    public static async Task<IReadOnlyList<LedgerEvent>> ObserveAsync(
        ProjectionScope scope, LedgerEvent appended, ClockObserved observed)
    {
        var (known, journal) = (appended.Known, appended.Journal);
        var previous = await scope.InForceAsync(known.Site, journal.Producer, observed.Boot);
        var observation = new ClockObservation(
            observed.Boot, Microseconds.Of(observed.Mono), observed.Utc, Microseconds.Of(observed.Offset), journal.Incarnation,
            appended.Seq);
        await scope.ExecuteAsync(InsertSql, new
        {
            known.Site,
            Producer = (long)journal.Producer,
            observation.Boot,
            observation.MonoUs,
            observation.Utc,
            observation.OffsetUs,
            UncertaintyUs = Microseconds.Of(observed.Uncertainty),
            observation.Incarnation,
            observation.Seq,
            EventId = appended.Event.Id,
            known.Position,
            known.Ordinal,
        });
        scope.ForgetObservations();

        var after = previous?.Incarnation == journal.Incarnation ? previous.Seq : 0;
        var readings = await LedgerQueries.ClockReadingsAsync(
            scope.Transaction, known.Site, journal, observed.Boot, after, appended.Seq, scope.Cancellation);
        var moved = readings.Where(reading => Moves(reading, previous, observation)).Select(reading => reading.Seq).ToArray();
        var events = await LedgerQueries.EventsAsync(scope.Transaction, journal, moved, known, scope.Cancellation);

        // An assignment names its range itself; projected again it would come after the act that takes it back.
        return [.. events.Where(stored => stored.Event.Times.Source is null && stored.Event.Body is not PartsAssigned)];
    }

    static bool Moves(ClockReading reading, ClockObservation? before, ClockObservation after)
    {
        var old = before?.CorrectionOf(reading.EdgeUtc, reading.EdgeMonoUs, after.Boot) ?? 0;
        var corrected = after.CorrectionOf(reading.EdgeUtc, reading.EdgeMonoUs, after.Boot);
        return Math.Abs((decimal)corrected - old) > ClockObservation.Tolerance;
    }
}
