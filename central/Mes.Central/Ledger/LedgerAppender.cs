using Mes.Contracts.Chain;
using Mes.Contracts.Events;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>The one way of a fact into the database: its event is appended, then every module projects it (L2).</summary>
sealed class LedgerAppender(ProjectionDispatch projections)
{
    const string AppendSql = """
        insert into ledger (
            site, epoch, position, ordinal, recorded_at, producer, incarnation, lane,
            seq, event_id, kind, edge_utc, edge_mono_us, boot, bytes, hash)
        select @Site, @Epoch, @Position, e.ordinal - 1, @RecordedAt, @Producer, @Incarnation, @Lane,
               e.seq, e.event_id, e.kind, e.edge_utc, e.edge_mono_us, e.boot, e.bytes, e.hash
        from unnest(@Seqs, @EventIds, @Kinds, @EdgeUtcs, @EdgeMonos, @Boots, @Bytes, @Hashes)
            with ordinality as e(seq, event_id, kind, edge_utc, edge_mono_us, boot, bytes, hash, ordinal)
        """;

    public async Task AppendAsync(
        LedgerTransaction ledger, Journal journal, IReadOnlyList<ChainedEvent> events, CancellationToken cancellation)
    {
        await InsertAsync(ledger, journal, events, cancellation);
        var appended = events.Select((chained, index) =>
        {
            var place = ledger.Place with { Ordinal = index };
            return new LedgerEvent(place, place, journal, chained.Seq, chained.Event);
        });
        await projections.ProjectAsync(ledger.Transaction, [.. appended], ledger.RecordedAt, cancellation);
    }

    static async Task InsertAsync(
        LedgerTransaction ledger, Journal journal, IReadOnlyList<ChainedEvent> events, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AppendSql, ledger.Transaction.Connection, ledger.Transaction)
        {
            Parameters =
            {
                new("Site", ledger.Place.Site), new("Epoch", ledger.Place.Epoch), new("Position", ledger.Place.Position),
                new("RecordedAt", ledger.RecordedAt), new("Producer", (long)journal.Producer),
                new("Incarnation", journal.Incarnation), new("Lane", (short)Lane.Event),
                new("Seqs", events.Select(e => e.Seq).ToArray()),
                new("EventIds", events.Select(e => e.Event.Id).ToArray()),
                new("Kinds", events.Select(e => KindOf(e.Event.Body)).ToArray()),
                new("EdgeUtcs", events.Select(e => e.Event.Times.EdgeUtc).ToArray()),
                new("EdgeMonos", events.Select(e => Microseconds.Of(e.Event.Times.EdgeMono)).ToArray()),
                new("Boots", events.Select(e => e.Event.Times.Boot).ToArray()),
                new("Bytes", events.Select(e => e.Bytes.ToArray()).ToArray()),
                new("Hashes", events.Select(e => e.Hash).ToArray()),
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    static string KindOf(EventBody body) => body is UnknownBody unknown ? unknown.Kind : body.GetType().Name;
}
