using System.Buffers;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Transport;

/// <summary>Opens the talk: what the client can take (Part 6, 7.1.2.3). Sizes in bytes; 0 = no limit for the last two.</summary>
sealed record Hello(uint ReceiveBufferSize, uint SendBufferSize, uint MaxMessageSize, uint MaxChunkCount, string EndpointUrl)
{
    public const uint ProtocolVersion = 0;

    /// <summary>The whole message, header included.</summary>
    public byte[] ToMessage()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new UaWriter(output);
        writer.WriteInt64(0);
        writer.WriteUInt32(ProtocolVersion);
        writer.WriteUInt32(ReceiveBufferSize);
        writer.WriteUInt32(SendBufferSize);
        writer.WriteUInt32(MaxMessageSize);
        writer.WriteUInt32(MaxChunkCount);
        writer.WriteString(EndpointUrl);
        var message = output.WrittenSpan.ToArray();
        new ChunkHeader(MessageKind.Hello, ChunkKind.Final, message.Length).Write(message);
        return message;
    }
}

/// <summary>What the server can take; it may lower what was asked, never raise it.</summary>
sealed record Acknowledge(uint ReceiveBufferSize, uint SendBufferSize, uint MaxMessageSize, uint MaxChunkCount)
{
    const uint BufferSizeMin = 8_192;

    public static Acknowledge Decode(ref UaReader reader)
    {
        reader.ReadUInt32();
        var acknowledge = new Acknowledge(reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
        return acknowledge.ReceiveBufferSize >= BufferSizeMin
            ? acknowledge
            : throw new UaDecodingException(
                $"The server takes chunks of {acknowledge.ReceiveBufferSize} bytes; the standard's least is {BufferSizeMin}.");
    }
}

/// <summary>The last word of a server before it closes the socket.</summary>
sealed record TransportError(StatusCode Status, string? Reason)
{
    public static TransportError Decode(ref UaReader reader) => new(reader.ReadStatusCode(), reader.ReadString());

    public OpcUaException ToException() => new(Status, $"The server closed the connection ({Reason ?? "no reason given"})");
}
