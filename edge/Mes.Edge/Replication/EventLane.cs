using Mes.Contracts.Chain;
using Mes.Contracts.Events;
using Mes.Contracts.Replication;
using Mes.Edge.Journal;

namespace Mes.Edge.Replication;

/// <summary>
/// Where the event lane stands between journal and central: what to send next, and what an answer means. No I/O but reading
/// the journal.
/// </summary>
sealed class EventLane(JournalReader reader, Incarnation incarnation)
{
    const int BytesPerBatch = Batch.MaxBytes - (64 * 1024);
    const int EventsPerBatch = 5_000;

    long _held;
    byte[] _heldHash = incarnation.Genesis;

    /// <summary>Last event that central holds, as its own hash proved.</summary>
    public long Held => _held;

    /// <summary>The next batch in order; null where central holds all.</summary>
    /// <exception cref="JournalException">The next event is damaged.</exception>
    public Batch? Next(JournalTip tip, Guid central)
    {
        if (_held >= tip.Seq)
        {
            return null;
        }

        var rows = reader.ReadEvents(_held + 1, _heldHash, EventsPerBatch, BytesPerBatch);
        if (rows.Count == 0)
        {
            throw new JournalException($"The journal is damaged: event {_held + 1} is missing. What follows is not sent.");
        }

        var last = rows[^1];
        var settled = last.Seq == tip.Seq ? tip.Settled : Microseconds.ToTime(last.SettledUs);
        var header = new BatchHeader(
            central, incarnation.Producer, incarnation.Id, Lane.Event, rows[0].Seq, last.Seq,
            _heldHash, last.Hash, settled, incarnation.Key.Id);
        return new Batch(header, [.. rows.Select(row => (ReadOnlyMemory<byte>)row.Bytes)]);
    }

    /// <summary>
    /// Takes what central says it holds, be it more or less than before. Sending goes on from there only if our own hash at that
    /// place is the same; else our history and central's have parted (L19), and the words say so.
    /// </summary>
    public string? Take(EventsHeld held, JournalTip tip)
    {
        if (held.Outcome == "fork" || held.Seq > tip.Seq)
        {
            return Forked(held, tip);
        }

        if (reader.HashAt(held.Seq) is not { } ours)
        {
            return $"Central holds events up to {held.Seq} only, and this edge no longer keeps what follows. "
                + "Central has probably been restored from an old backup; events are kept here until a person decides.";
        }

        // Before the first event there is nothing to compare: both start from the same key.
        if (held.Seq > 0 && !string.Equals(Convert.ToHexStringLower(ours), held.Hash, StringComparison.OrdinalIgnoreCase))
        {
            return Forked(held, tip);
        }

        (_held, _heldHash) = (held.Seq, ours);
        return null;
    }

    static string Forked(EventsHeld held, JournalTip tip) =>
        $"Central holds another history of this edge (its event {held.Seq}, ours reach {tip.Seq}). Nothing is sent until a "
        + "person decides: was this PC restored from a backup, or is its disk copied to another one?";
}
