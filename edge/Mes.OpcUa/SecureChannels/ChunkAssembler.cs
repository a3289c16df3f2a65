using System.Buffers;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Transport;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.SecureChannels;

/// <summary>A message put together again, or the reason why its sender gave it up half-way.</summary>
/// <param name="Body">Valid until the next chunk is taken.</param>
readonly record struct ReceivedMessage(
    MessageKind Kind, uint RequestId, ReadOnlyMemory<byte> Body, TransportError? Aborted = null);

/// <summary>
/// Opens chunks, checks their order and joins them. All partial messages together stay within the limit for one message, so
/// that a peer cannot fill memory by beginning many.
/// </summary>
sealed class ChunkAssembler(ISecurityPolicy policy, ChannelTokens tokens, SequenceNumbers sequence, DecodingLimits limits)
{
    readonly Dictionary<uint, Partial> _partials = [];
    int _heldBytes;

    /// <param name="chunk">One whole chunk of kind OPN, MSG or CLO. It is decrypted in place.</param>
    /// <returns>Null while more chunks are needed.</returns>
    /// <exception cref="UaDecodingException">Malformed, or beyond a limit: the connection is of no use any more.</exception>
    /// <exception cref="OpcUaException">Wrong order, token or signature: likewise.</exception>
    public ReceivedMessage? Accept(Memory<byte> chunk)
    {
        var header = ChunkHeader.Parse(chunk.Span, limits.ChunkBytesMax);
        var clearBytes = OpenSeal(header, chunk.Span, out var plainBytes);
        var plain = chunk.Slice(clearBytes, plainBytes);
        var reader = new UaReader(plain.Span, limits);
        sequence.Check(reader.ReadUInt32());
        var requestId = reader.ReadUInt32();
        var body = plain[reader.Position..];
        return header.Chunk switch
        {
            ChunkKind.Abort => Abort(header.Message, requestId, body.Span),
            ChunkKind.Intermediate => Hold(requestId, body.Span),
            _ => Complete(header.Message, requestId, body),
        };
    }

    int OpenSeal(ChunkHeader header, Span<byte> chunk, out int plainBytes)
    {
        var reader = new UaReader(chunk[ChunkHeader.Length..], limits);
        var channelId = reader.ReadUInt32();
        IChunkSeal seal;
        if (header.Message == MessageKind.OpenChannel)
        {
            seal = OpeningSeal(ref reader);
        }
        else
        {
            seal = tokens.SealFor(channelId, reader.ReadUInt32());
        }

        var clearBytes = ChunkHeader.Length + reader.Position;
        plainBytes = seal.Open(chunk, clearBytes);
        return clearBytes;
    }

    IChunkSeal OpeningSeal(ref UaReader reader)
    {
        var uri = reader.ReadString();
        reader.ReadByteString();
        reader.ReadByteString();
        return uri == policy.Uri
            ? policy.OpeningSeal
            : throw new OpcUaException(
                StatusCodes.BadSecurityPolicyRejected, $"The server answered with policy '{uri}' to '{policy.Uri}'");
    }

    ReceivedMessage Abort(MessageKind kind, uint requestId, ReadOnlySpan<byte> body)
    {
        Release(requestId);
        var reader = new UaReader(body, limits);
        return new ReceivedMessage(kind, requestId, default, TransportError.Decode(ref reader));
    }

    ReceivedMessage? Hold(uint requestId, ReadOnlySpan<byte> body)
    {
        if (!_partials.TryGetValue(requestId, out var partial))
        {
            partial = _partials[requestId] = new Partial();
        }

        if (_heldBytes > limits.MessageBytesMax - body.Length || ++partial.Chunks > limits.ChunkCountMax)
        {
            throw new UaDecodingException(
                $"A message grew beyond {limits.MessageBytesMax} bytes or {limits.ChunkCountMax} chunks.");
        }

        _heldBytes += body.Length;
        partial.Bytes.Write(body);
        return null;
    }

    ReceivedMessage Complete(MessageKind kind, uint requestId, ReadOnlyMemory<byte> body)
    {
        if (!_partials.TryGetValue(requestId, out var partial))
        {
            return new ReceivedMessage(kind, requestId, body);
        }

        Hold(requestId, body.Span);
        Release(requestId);
        return new ReceivedMessage(kind, requestId, partial.Bytes.WrittenMemory);
    }

    void Release(uint requestId)
    {
        if (_partials.Remove(requestId, out var partial))
        {
            _heldBytes -= partial.Bytes.WrittenCount;
        }
    }

    sealed class Partial
    {
        public ArrayBufferWriter<byte> Bytes { get; } = new();

        public int Chunks { get; set; }
    }
}
