using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Mes.Contracts.Replication;

/// <summary>
/// One telemetry segment in a batch: number (8 bytes, big-endian), SHA-256 (32 bytes), then the segment's own bytes. Numbers
/// rise within a batch but need not be dense, as central may hold some already (L20).
/// </summary>
public sealed record SegmentItem(long Seq, ReadOnlyMemory<byte> Sha256, ReadOnlyMemory<byte> Segment)
{
    const int Prefix = 8 + SHA256.HashSizeInBytes;

    public byte[] Write()
    {
        var bytes = new byte[Prefix + Segment.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Seq);
        Sha256.Span.CopyTo(bytes.AsSpan(8));
        Segment.Span.CopyTo(bytes.AsSpan(Prefix));
        return bytes;
    }

    /// <exception cref="MalformedBatchException">Too short, or the segment's bytes do not have the stated hash.</exception>
    public static SegmentItem Read(ReadOnlyMemory<byte> item)
    {
        if (item.Length <= Prefix)
        {
            throw new MalformedBatchException($"A segment item has more than {Prefix} bytes.");
        }

        var seq = BinaryPrimitives.ReadInt64BigEndian(item.Span);
        var stated = item.Slice(8, SHA256.HashSizeInBytes);
        var segment = item[Prefix..];
        return seq >= 1 && System.Security.Cryptography.SHA256.HashData(segment.Span).AsSpan().SequenceEqual(stated.Span)
            ? new SegmentItem(seq, stated, segment)
            : throw new MalformedBatchException($"Segment {seq} does not have the hash it states.");
    }
}
