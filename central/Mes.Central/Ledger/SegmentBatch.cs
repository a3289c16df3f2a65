using Mes.Contracts.Replication;
using Mes.Contracts.Telemetry;

namespace Mes.Central.Ledger;

/// <summary>A batch of the telemetry lane, each segment checked against its hash and decoded.</summary>
sealed record SegmentBatch(BatchHeader Header, IReadOnlyList<ReceivedSegment> Segments)
{
    /// <exception cref="MalformedBatchException">A segment is damaged, out of order or outside the stated range.</exception>
    public static SegmentBatch Verify(Batch batch)
    {
        var segments = new List<ReceivedSegment>(batch.Items.Count);
        foreach (var bytes in batch.Items)
        {
            var item = SegmentItem.Read(bytes);
            var previous = segments.Count == 0 ? batch.Header.First - 1 : segments[^1].Seq;
            if (item.Seq <= previous || item.Seq > batch.Header.Last)
            {
                throw new MalformedBatchException(
                    $"Segment {item.Seq} is out of order, or outside {batch.Header.First} to {batch.Header.Last}.");
            }

            segments.Add(new ReceivedSegment(item.Seq, item.Sha256.ToArray(), SegmentCodec.Decode(item.Segment.Span)));
        }

        return new SegmentBatch(batch.Header, segments);
    }
}

sealed record ReceivedSegment(long Seq, byte[] Sha256, TelemetrySegment Segment);
