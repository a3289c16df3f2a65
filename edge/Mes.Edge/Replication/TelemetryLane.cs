using Mes.Contracts.Chain;
using Mes.Contracts.Replication;
using Mes.Edge.Journal;

namespace Mes.Edge.Replication;

/// <summary>Where the telemetry lane stands: segments in order, without those that central holds already (L20).</summary>
sealed class TelemetryLane(JournalReader reader, Incarnation incarnation)
{
    const int BytesPerBatch = Batch.MaxBytes - (64 * 1024);
    const int SegmentsPerBatch = 1_000;

    static readonly byte[] NoHash = new byte[ChainHash.Length];

    IReadOnlyList<HeldRange> _held = [];

    /// <summary>Central holds every segment up to this one.</summary>
    public long HeldThrough { get; private set; }

    /// <summary>The next batch; null where central holds all.</summary>
    /// <exception cref="JournalException">The next segment is damaged.</exception>
    public Batch? Next(JournalTip tip, Guid central)
    {
        if (HeldThrough >= tip.Segment)
        {
            return null;
        }

        var rows = reader.ReadSegments(HeldThrough + 1, SegmentsPerBatch, BytesPerBatch)
            .Where(row => !_held.Any(range => range.First <= row.Seq && row.Seq <= range.Last))
            .ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        var header = new BatchHeader(
            central, incarnation.Producer, incarnation.Id, Lane.Telemetry, rows[0].Seq, rows[^1].Seq,
            NoHash, NoHash, tip.Settled, incarnation.Key.Id);
        var items = rows.Select(row => new SegmentItem(row.Seq, row.Sha256, row.Bytes).Write());
        return new Batch(header, [.. items.Select(item => (ReadOnlyMemory<byte>)item)]);
    }

    public void Take(IReadOnlyList<HeldRange> held)
    {
        _held = held;
        HeldThrough = 0;
        foreach (var range in held.OrderBy(range => range.First).TakeWhile(range => range.First <= HeldThrough + 1))
        {
            HeldThrough = Math.Max(HeldThrough, range.Last);
        }
    }
}
