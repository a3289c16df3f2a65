using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>
/// How a module turns events into its facts. Runs inside the transaction that appends them, and again on a later run.
/// </summary>
interface IProjector
{
    /// <summary>Name under which what fails is parked.</summary>
    string Module { get; }

    /// <summary>What the event changes, as far as order matters; null where it is none of this module's kinds.</summary>
    string? AggregateOf(LedgerEvent appended);

    /// <summary>
    /// Writes the facts of these events, in order. Throws where it cannot: the dispatch then goes event by event.
    /// </summary>
    Task ProjectAsync(NpgsqlTransaction transaction, IReadOnlyList<LedgerEvent> events, CancellationToken cancellation);
}
