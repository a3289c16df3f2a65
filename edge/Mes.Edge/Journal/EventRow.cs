using System.Buffers.Binary;
using Mes.Contracts.Integrity;

namespace Mes.Edge.Journal;

/// <summary>An event at its place in the journal.</summary>
/// <param name="Hash">Chain hash there.</param>
/// <param name="SettledUs">
/// Nothing that happened before this instant is missing once all events up to this one are held. Inside a commit it is the
/// commit's before, as its later events may tell of earlier times.
/// </param>
/// <param name="Crc">Over all else; a row that does not match it is damaged and never sent.</param>
sealed record EventRow(long Seq, byte[] Bytes, byte[] Hash, long SettledUs, long Crc)
{
    public bool IsIntact => Crc == CrcOf(Seq, Bytes, Hash, SettledUs);

    public static long CrcOf(long seq, byte[] bytes, byte[] hash, long settledUs)
    {
        var content = new byte[16 + hash.Length + bytes.Length];
        BinaryPrimitives.WriteInt64BigEndian(content, seq);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(8), settledUs);
        hash.CopyTo(content, 16);
        bytes.CopyTo(content, 16 + hash.Length);
        return Crc32C.Of(content);
    }
}
