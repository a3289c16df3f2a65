using Mes.Central.Configuration;
using Mes.Contracts.Chain;
using Mes.Contracts.Events;
using Mes.Contracts.Replication;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>
/// Central as a producer, number 0 (L2): what people and systems do here takes the way that edges' events take, chained in a
/// journal of its own. Until central signs receipts its chain starts from its id (16 bytes) in the place of a public key; the
/// key, once there, opens the next journal.
/// </summary>
sealed class LedgerWriter(
    NpgsqlDataSource database, LedgerAppender appender, CentralIdentity identity, CentralConfiguration configuration,
    TimeProvider clock)
{
    const uint Central = 0;

    static readonly Guid Boot = Guid.NewGuid();

    /// <summary>
    /// Appends what <paramref name="decide"/> answers. It is asked under the ledger's lock, so two instances never both do what
    /// only one should; an empty answer changes nothing.
    /// </summary>
    public async Task AppendAsync(
        Func<NpgsqlTransaction, Task<IReadOnlyList<EventBody>>> decide, CancellationToken cancellation)
    {
        var site = configuration.Site.Number;
        var central = await identity.GetAsync(cancellation);
        await using var ledger = await LedgerTransaction.BeginAsync(database, site, clock, cancellation);
        var bodies = await decide(ledger.Transaction);
        if (bodies.Count == 0)
        {
            return;
        }

        // The journal is this database itself, so central's id names it.
        await JournalStore.OpenAsync(
            ledger.Transaction, new JournalToOpen(site, Central, central.Id, null, "mes-central", ledger.RecordedAt),
            central.Id.ToByteArray(bigEndian: true), cancellation);
        var state = await JournalStore.FindAsync(ledger.Transaction, site, Central, central.Id, cancellation);
        var events = Chain(bodies, state!, ledger.RecordedAt);
        var header = new BatchHeader(
            central.Id, Central, central.Id, Lane.Event, events[0].Seq, events[^1].Seq, state!.Hash, events[^1].Hash,
            ledger.RecordedAt, new byte[ChainHash.Length]);
        if (!await JournalStore.TryAdvanceAsync(ledger.Transaction, site, header, ledger.RecordedAt, cancellation))
        {
            throw new InvalidOperationException("Central's own journal moved under the ledger's lock.");
        }

        await appender.AppendAsync(ledger, new Journal(Central, central.Id, state.Ordinal), events, cancellation);
        await ledger.CommitAsync();
    }

    List<ChainedEvent> Chain(IReadOnlyList<EventBody> bodies, JournalState state, DateTimeOffset now)
    {
        var events = new List<ChainedEvent>(bodies.Count);
        var (seq, hash) = (state.Seq, state.Hash);
        var times = new EventTimes(null, now, clock.GetElapsedTime(0), Boot);
        foreach (var body in bodies)
        {
            var journaled = new JournalEvent(Guid.CreateVersion7(now), times, null, "central", null, body);
            var bytes = EventJson.Write(journaled);
            hash = ChainHash.Next(hash, ++seq, bytes);
            events.Add(new ChainedEvent(seq, bytes, hash, journaled));
        }

        return events;
    }
}
