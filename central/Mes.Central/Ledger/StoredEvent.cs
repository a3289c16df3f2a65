using Mes.Contracts.Events;

namespace Mes.Central.Ledger;

/// <summary>A row of the ledger, read to be projected once more.</summary>
sealed record StoredEvent(
    int Epoch, long Position, int Ordinal, long Producer, Guid Incarnation, int IncarnationOrdinal, long Seq, byte[] Bytes)
{
    /// <param name="known">The place that its facts will carry.</param>
    public LedgerEvent ToLedgerEvent(LedgerPlace known) => new(
        new LedgerPlace(known.Site, Epoch, Position, Ordinal), known,
        new Journal((uint)Producer, Incarnation, IncarnationOrdinal), Seq, EventJson.Read(Bytes));
}
