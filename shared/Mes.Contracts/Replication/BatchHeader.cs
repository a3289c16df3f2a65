using System.Buffers.Binary;
using Mes.Contracts.Chain;

namespace Mes.Contracts.Replication;

/// <summary>
/// What a batch says of itself before its items; 178 bytes, the last 13 reserved and zero, numbers big-endian (see
/// docs/protocol.md). For the event lane the hashes are those of the chain before the first and at the last event; for
/// telemetry both are zero, as segments carry their own.
/// </summary>
/// <param name="Central">The central this batch is meant for; another one refuses it.</param>
/// <param name="Producer">The edge's number.</param>
/// <param name="Incarnation">The journal it comes from.</param>
/// <param name="Lane">Event or telemetry.</param>
/// <param name="First">Sequence of the first item.</param>
/// <param name="Last">Sequence of the last item; in the event lane First + count - 1.</param>
/// <param name="PreviousHash">32 bytes.</param>
/// <param name="LastHash">32 bytes.</param>
/// <param name="CompleteThrough">Nothing that happened before this instant is missing once the batch is held (L15).</param>
/// <param name="KeyId">SHA-256 of the producer's public key, 32 bytes.</param>
public sealed record BatchHeader(
    Guid Central, uint Producer, Guid Incarnation, Lane Lane, long First, long Last,
    ReadOnlyMemory<byte> PreviousHash, ReadOnlyMemory<byte> LastHash, DateTimeOffset CompleteThrough, ReadOnlyMemory<byte> KeyId)
{
    /// <summary>Bytes of a header on the wire.</summary>
    public const int Length = 8 + 16 + 4 + 16 + 1 + 8 + 8 + 32 + 32 + 8 + 32 + 13;

    static ReadOnlySpan<byte> Tag => "mesbat01"u8;

    /// <summary>Writes the header; <paramref name="target"/> has at least <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> target)
    {
        target = target[..Length];
        target.Clear();
        Tag.CopyTo(target);
        Central.TryWriteBytes(target[8..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(target[24..], Producer);
        Incarnation.TryWriteBytes(target[28..], bigEndian: true, out _);
        target[44] = (byte)Lane;
        BinaryPrimitives.WriteInt64BigEndian(target[45..], First);
        BinaryPrimitives.WriteInt64BigEndian(target[53..], Last);
        PreviousHash.Span.CopyTo(target[61..93]);
        LastHash.Span.CopyTo(target[93..125]);
        BinaryPrimitives.WriteInt64BigEndian(target[125..], Events.Microseconds.Of(CompleteThrough));
        KeyId.Span.CopyTo(target[133..165]);
    }

    /// <exception cref="MalformedBatchException">The bytes are no batch header.</exception>
    public static BatchHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length || !bytes.StartsWith(Tag))
        {
            throw new MalformedBatchException($"A batch begins with a header of {Length} bytes marked mesbat01.");
        }

        var lane = (Lane)bytes[44];
        var first = BinaryPrimitives.ReadInt64BigEndian(bytes[45..]);
        var last = BinaryPrimitives.ReadInt64BigEndian(bytes[53..]);
        if (lane is not (Lane.Event or Lane.Telemetry) || first < 1 || last < first)
        {
            throw new MalformedBatchException($"Lane {bytes[44]} with sequences {first} to {last} cannot be.");
        }

        return new BatchHeader(
            new Guid(bytes[8..24], bigEndian: true), BinaryPrimitives.ReadUInt32BigEndian(bytes[24..]),
            new Guid(bytes[28..44], bigEndian: true), lane, first, last,
            bytes[61..93].ToArray(), bytes[93..125].ToArray(), ReadTime(bytes[125..]), bytes[133..165].ToArray());
    }

    static DateTimeOffset ReadTime(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Events.Microseconds.ToTime(BinaryPrimitives.ReadInt64BigEndian(bytes));
        }
        catch (ArgumentOutOfRangeException impossible)
        {
            throw new MalformedBatchException(impossible.Message);
        }
    }
}
