using System.Net.Sockets;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Transport;

/// <summary>A socket after Hello and Acknowledge, from which whole chunks are read.</summary>
sealed class UaTcpConnection : IAsyncDisposable
{
    const int DefaultPort = 4840;

    readonly NetworkStream _stream;
    readonly DecodingLimits _limits;
    readonly byte[] _received;
    int _start;
    int _end;

    UaTcpConnection(NetworkStream stream, DecodingLimits limits)
    {
        _stream = stream;
        _limits = limits;
        _received = new byte[limits.ChunkBytesMax];
        Peer = new Acknowledge((uint)limits.ChunkBytesMax, (uint)limits.ChunkBytesMax, 0, 0);
    }

    /// <summary>What the server takes from us.</summary>
    public Acknowledge Peer { get; private set; }

    /// <exception cref="OpcUaException">Nobody answers there, or the server refuses.</exception>
    /// <exception cref="UaDecodingException">What answers there does not speak OPC UA.</exception>
    public static async Task<UaTcpConnection> ConnectAsync(Uri endpoint, DecodingLimits limits, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var isConnected = false;
        try
        {
            await socket.ConnectAsync(endpoint.IdnHost, endpoint.Port < 0 ? DefaultPort : endpoint.Port, cancellation);
            var connection = new UaTcpConnection(new NetworkStream(socket, ownsSocket: true), limits);
            await connection.GreetAsync(endpoint, cancellation);
            isConnected = true;
            return connection;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new OpcUaException(StatusCodes.BadConnectionClosed, $"{endpoint} cannot be reached ({e.Message})", e);
        }
        finally
        {
            if (!isConnected)
            {
                socket.Dispose();
            }
        }
    }

    /// <summary>The next whole chunk; valid, and free to be changed, until the next call.</summary>
    public async ValueTask<Memory<byte>> ReadChunkAsync(CancellationToken cancellation)
    {
        await FillAsync(ChunkHeader.Length, cancellation);
        var header = ChunkHeader.Parse(_received.AsSpan(_start, ChunkHeader.Length), _received.Length);
        await FillAsync(header.Size, cancellation);
        var chunk = _received.AsMemory(_start, header.Size);
        _start += header.Size;
        return header.Message == MessageKind.Error ? throw ErrorIn(chunk.Span, _limits) : chunk;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        _stream.WriteAsync(bytes, cancellation);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    async Task GreetAsync(Uri endpoint, CancellationToken cancellation)
    {
        var size = (uint)_limits.ChunkBytesMax;
        var hello = new Hello(size, size, (uint)_limits.MessageBytesMax, (uint)_limits.ChunkCountMax, endpoint.OriginalString);
        await WriteAsync(hello.ToMessage(), cancellation);
        Peer = AcknowledgeIn((await ReadChunkAsync(cancellation)).Span);
    }

    Acknowledge AcknowledgeIn(ReadOnlySpan<byte> chunk)
    {
        if (ChunkHeader.Parse(chunk, _limits.ChunkBytesMax).Message != MessageKind.Acknowledge)
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, "The server did not acknowledge the Hello");
        }

        var reader = new UaReader(chunk[ChunkHeader.Length..], _limits);
        return Acknowledge.Decode(ref reader);
    }

    static OpcUaException ErrorIn(ReadOnlySpan<byte> chunk, DecodingLimits limits)
    {
        var reader = new UaReader(chunk[ChunkHeader.Length..], limits);
        return TransportError.Decode(ref reader).ToException();
    }

    async ValueTask FillAsync(int count, CancellationToken cancellation)
    {
        if (_end - _start >= count)
        {
            return;
        }

        // What is left moves to the front, so that a chunk of the largest size always fits behind it.
        _received.AsSpan(_start, _end - _start).CopyTo(_received);
        _end -= _start;
        _start = 0;
        while (_end < count)
        {
            var read = await _stream.ReadAsync(_received.AsMemory(_end), cancellation);
            if (read == 0)
            {
                throw new OpcUaException(StatusCodes.BadConnectionClosed, "The server closed the connection");
            }

            _end += read;
        }
    }
}
