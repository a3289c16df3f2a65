using System.Buffers.Binary;
using Mes.Contracts.Integrity;

namespace Mes.Edge.Journal;

/// <summary>A sealed telemetry segment at its place in the journal.</summary>
sealed record SegmentRow(long Seq, byte[] Bytes, byte[] Sha256, long Crc)
{
    public bool IsIntact => Crc == CrcOf(Seq, Sha256, Bytes);

    public static long CrcOf(long seq, byte[] sha256, byte[] bytes)
    {
        var content = new byte[8 + sha256.Length + bytes.Length];
        BinaryPrimitives.WriteInt64BigEndian(content, seq);
        sha256.CopyTo(content, 8);
        bytes.CopyTo(content, 8 + sha256.Length);
        return Crc32C.Of(content);
    }
}
