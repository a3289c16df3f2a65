using System.Buffers;
using System.Buffers.Binary;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Transport;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.SecureChannels;

/// <summary>What the server said it can take; 0 = no limit for the last two.</summary>
readonly record struct SendLimits(int ChunkBytesMax, uint MessageBytesMax, uint ChunkCountMax);

/// <summary>Cuts messages into sealed chunks with running sequence numbers (Part 6, 6.7.2).</summary>
sealed class ChunkWriter(SendLimits limits, SequenceNumbers sequence)
{
    const int SequenceHeaderBytes = 8;

    /// <summary>An opening or renewal: always one chunk.</summary>
    public void WriteOpening(
        IBufferWriter<byte> output, uint channelId, ISecurityPolicy policy, uint requestId, ReadOnlySpan<byte> message)
    {
        var securityHeader = new ArrayBufferWriter<byte>();
        var writer = new UaWriter(securityHeader);
        writer.WriteString(policy.Uri);
        writer.WriteByteString(policy.SenderCertificate);
        writer.WriteByteString(policy.ReceiverThumbprint);
        var chunk = new Chunk(MessageKind.OpenChannel, channelId, requestId, policy.OpeningSeal);
        WriteChunk(output, chunk, ChunkKind.Final, securityHeader.WrittenSpan, message);
    }

    /// <exception cref="OpcUaException">The message is larger than the server takes.</exception>
    public void WriteMessage(
        IBufferWriter<byte> output, MessageKind kind, ChannelToken token, uint requestId, ReadOnlySpan<byte> message)
    {
        Span<byte> securityHeader = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(securityHeader, token.TokenId);
        var chunk = new Chunk(kind, token.ChannelId, requestId, token.Seal);
        var clearBytes = ChunkHeader.Length + sizeof(uint) + securityHeader.Length;
        var bodyMax = limits.ChunkBytesMax - clearBytes - SequenceHeaderBytes - token.Seal.OverheadBytesMax;
        CheckSize(message.Length, bodyMax);
        while (message.Length > bodyMax)
        {
            WriteChunk(output, chunk, ChunkKind.Intermediate, securityHeader, message[..bodyMax]);
            message = message[bodyMax..];
        }

        WriteChunk(output, chunk, ChunkKind.Final, securityHeader, message);
    }

    void CheckSize(int messageBytes, int bodyMax)
    {
        var chunks = (messageBytes + bodyMax - 1) / bodyMax;
        if ((limits.MessageBytesMax > 0 && messageBytes > limits.MessageBytesMax)
            || (limits.ChunkCountMax > 0 && chunks > limits.ChunkCountMax))
        {
            throw new OpcUaException(
                StatusCodes.BadTcpMessageTooLarge,
                $"{messageBytes} bytes are beyond the server's {limits.MessageBytesMax} bytes or {limits.ChunkCountMax} chunks");
        }
    }

    void WriteChunk(
        IBufferWriter<byte> output, Chunk chunk, ChunkKind kind, ReadOnlySpan<byte> securityHeader, ReadOnlySpan<byte> body)
    {
        var clearBytes = ChunkHeader.Length + sizeof(uint) + securityHeader.Length;
        var plainBytes = SequenceHeaderBytes + body.Length;
        var size = clearBytes + chunk.Seal.SealedLength(plainBytes);
        var target = output.GetSpan(size)[..size];
        new ChunkHeader(chunk.Message, kind, size).Write(target);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChunkHeader.Length..], chunk.ChannelId);
        securityHeader.CopyTo(target[(ChunkHeader.Length + sizeof(uint))..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[clearBytes..], sequence.Next());
        BinaryPrimitives.WriteUInt32LittleEndian(target[(clearBytes + 4)..], chunk.RequestId);
        body.CopyTo(target[(clearBytes + SequenceHeaderBytes)..]);
        chunk.Seal.Seal(target, clearBytes, plainBytes);
        output.Advance(size);
    }

    readonly record struct Chunk(MessageKind Message, uint ChannelId, uint RequestId, IChunkSeal Seal);
}
