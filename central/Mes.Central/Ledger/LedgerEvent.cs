using Mes.Contracts.Events;

namespace Mes.Central.Ledger;

/// <summary>A place in a site's ledger; facts that came of one transaction share the position (L7).</summary>
sealed record LedgerPlace(int Site, int Epoch, long Position, int Ordinal);

/// <summary>The journal of a producer that an event came in, with central's number for it (L6).</summary>
sealed record Journal(uint Producer, Guid Incarnation, int Ordinal);

/// <summary>An event as projections see it.</summary>
/// <param name="Stored">Where its bytes are.</param>
/// <param name="Known">The place that its facts carry: the same, or a later one where it is projected again.</param>
/// <param name="Journal">Where it came from.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Event">What it says.</param>
sealed record LedgerEvent(LedgerPlace Stored, LedgerPlace Known, Journal Journal, long Seq, JournalEvent Event);
