using System.Buffers.Binary;
using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Transport;

/// <summary>The first eight bytes of every chunk (Part 6, 7.1.2.2, 6.7.2.2). <paramref name="Size"/> counts them too.</summary>
readonly record struct ChunkHeader(MessageKind Message, ChunkKind Chunk, int Size)
{
    public const int Length = 8;

    /// <exception cref="UaDecodingException">No such header, or a chunk larger than what was negotiated.</exception>
    public static ChunkHeader Parse(ReadOnlySpan<byte> bytes, int sizeMax)
    {
        var message = KindOf(bytes);
        var chunk = (ChunkKind)bytes[3];
        if (chunk is not (ChunkKind.Final or ChunkKind.Intermediate or ChunkKind.Abort))
        {
            throw new UaDecodingException($"0x{bytes[3]:X2} is no kind of chunk.");
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        return size >= Length && size <= sizeMax
            ? new ChunkHeader(message, chunk, (int)size)
            : throw new UaDecodingException($"A chunk of {size} bytes is outside {Length} to {sizeMax}.");
    }

    public void Write(Span<byte> target)
    {
        LettersOf(Message).CopyTo(target);
        target[3] = (byte)Chunk;
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], Size);
    }

    static readonly MessageKind[] Kinds = Enum.GetValues<MessageKind>();

    static MessageKind KindOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var kind in Kinds)
        {
            if (bytes.StartsWith(LettersOf(kind)))
            {
                return kind;
            }
        }

        throw new UaDecodingException($"'{Convert.ToHexString(bytes[..3])}' begins no OPC UA message: is this an OPC UA port?");
    }

    static ReadOnlySpan<byte> LettersOf(MessageKind kind) => kind switch
    {
        MessageKind.Hello => "HEL"u8,
        MessageKind.Acknowledge => "ACK"u8,
        MessageKind.Error => "ERR"u8,
        MessageKind.OpenChannel => "OPN"u8,
        MessageKind.CloseChannel => "CLO"u8,
        _ => "MSG"u8,
    };
}
