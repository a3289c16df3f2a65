using Dapper;
using Mes.Central.Configuration;
using Mes.Contracts.Replication;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>Takes a verified batch of events exactly once (L19), whoever sends it how often and in which pieces.</summary>
sealed class EventIntake(
    NpgsqlDataSource database, LedgerAppender appender, CentralConfiguration configuration, TimeProvider clock)
{
    // An acknowledgement comes from a transaction that wrote to the log: a plain read may tell what only this server has (L33).
    const string WriteSomethingSql = "select pg_logical_emit_message(true, 'mes.ack', '')";

    int Site => configuration.Site.Number;

    /// <summary>What is held now; null where the journal was never opened.</summary>
    public async Task<EventsHeld?> TakeAsync(EventBatch batch, CancellationToken cancellation) =>
        await AppendAsync(batch, cancellation) ?? await ClassifyAsync(batch, cancellation);

    async Task<EventsHeld?> AppendAsync(EventBatch batch, CancellationToken cancellation)
    {
        var header = batch.Header;
        await using var ledger = await LedgerTransaction.BeginAsync(database, Site, clock, cancellation);

        // An edge whose clock runs ahead cannot vouch for the future.
        var completeThrough = header.CompleteThrough < ledger.RecordedAt ? header.CompleteThrough : ledger.RecordedAt;
        if (!await JournalStore.TryAdvanceAsync(ledger.Transaction, Site, header, completeThrough, cancellation))
        {
            return null;
        }

        var state = await JournalStore.FindAsync(ledger.Transaction, Site, header.Producer, header.Incarnation, cancellation);
        var journal = new Journal(header.Producer, header.Incarnation, state!.Ordinal);
        await appender.AppendAsync(ledger, journal, batch.Events, cancellation);
        await ledger.CommitAsync();
        return state.ToHeld("appended");
    }

    async Task<EventsHeld?> ClassifyAsync(EventBatch batch, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(
            new CommandDefinition(WriteSomethingSql, transaction: transaction, cancellationToken: cancellation));
        var header = batch.Header;
        var state = await JournalStore.FindAsync(transaction, Site, header.Producer, header.Incarnation, cancellation);
        var outcome = state is null ? "" : await OutcomeAsync(transaction, batch, state, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        return state?.ToHeld(outcome);
    }

    async Task<string> OutcomeAsync(
        NpgsqlTransaction transaction, EventBatch batch, JournalState state, CancellationToken cancellation)
    {
        var header = batch.Header;
        if (header.First > state.Seq + 1)
        {
            return "gap";
        }

        // The last number that both know decides: one number with two hashes is two histories.
        var shared = Math.Min(header.Last, state.Seq);
        var ours = shared == state.Seq
            ? state.Hash
            : await JournalStore.HashAtAsync(transaction, Site, header, shared, cancellation);
        if (!batch.HashAt(shared).SequenceEqual(ours))
        {
            return "fork";
        }

        // First > held: the missing part arrived between our two looks.
        return header.Last <= state.Seq ? "repeat" : header.First > state.Seq ? "gap" : "overlap";
    }
}
