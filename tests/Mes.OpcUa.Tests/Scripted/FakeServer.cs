using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Messages;
using Mes.OpcUa.SecureChannels;
using Mes.OpcUa.Transport;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Tests.Scripted;

/// <summary>A request that waits for the test to answer it.</summary>
/// <param name="Body">What follows the request header.</param>
sealed record FakeCall(FakeServer Server, uint TypeId, uint RequestId, byte[] Body);

/// <summary>
/// A server on a real socket that opens channels, sessions and subscriptions as asked, and hands every publish request, and
/// every request of a kind named in <see cref="Held"/>, to the test. It answers nothing that the test does not say.
/// </summary>
sealed class FakeServer : IAsyncDisposable
{
    public const uint ChannelId = 11;
    public const uint SubscriptionId = 77;

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Channel<FakeCall> _calls = Channel.CreateBounded<FakeCall>(100);
    readonly Lock _writing = new();
    readonly Task _serving;
    ChannelTokens _tokens = new();
    ChunkWriter _chunks = new(new SendLimits(8_192, 0, 0), new SequenceNumbers());
    NetworkStream? _stream;

    public FakeServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"opc.tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Request types, besides publish, that the test answers itself.</summary>
    public HashSet<uint> Held { get; } = [];

    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    public int TokensIssued { get; private set; }

    public int Connections { get; private set; }

    /// <summary>The token with which answers are sent; follows the newest unless the test sets it back.</summary>
    public uint AnswerToken { get; set; }

    public async Task<FakeCall> NextCallAsync() =>
        await _calls.Reader.ReadAsync(_stop.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>Whether no call waits. Only telling after the client has answered something sent later.</summary>
    public bool HasNoCall => _calls.Reader.Count == 0;

    public void Answer(uint requestId, uint typeId, Action<UaWriter> body, StatusCode result = default)
    {
        var message = Bytes.Of(writer =>
        {
            new NodeId(0, typeId).Encode(writer);
            writer.WriteDateTime(DateTimeOffset.UnixEpoch);
            writer.WriteUInt32(requestId);
            writer.WriteStatusCode(result);
            writer.WriteByte(0);
            writer.WriteInt32(-1);
            default(ExtensionObject).Encode(writer);
            body(writer);
        });
        lock (_writing)
        {
            var output = new ArrayBufferWriter<byte>();
            if (typeId == OpenSecureChannelResponse.EncodingId)
            {
                _chunks.WriteOpening(output, ChannelId, NoSecurity.Instance, requestId, message);
            }
            else
            {
                var token = new ChannelToken(ChannelId, AnswerToken, TokenLifetime, NoSecurity.Instance);
                _chunks.WriteMessage(output, MessageKind.Message, token, requestId, message);
            }

            _stream!.Write(output.WrittenSpan);
        }
    }

    public void Fault(uint requestId, StatusCode status) => Answer(requestId, typeId: 397, static _ => { }, status);

    /// <summary>Begins an answer and gives it up.</summary>
    public void Abort(uint requestId, StatusCode status)
    {
        var reason = Bytes.Of(writer =>
        {
            writer.WriteStatusCode(status);
            writer.WriteString("given up");
        });
        lock (_writing)
        {
            var output = new ArrayBufferWriter<byte>();
            var token = new ChannelToken(ChannelId, AnswerToken, TokenLifetime, NoSecurity.Instance);
            _chunks.WriteMessage(output, MessageKind.Message, token, requestId, new byte[100]);
            var begun = output.WrittenSpan.ToArray();
            begun[3] = (byte)ChunkKind.Intermediate;
            output.ResetWrittenCount();
            _chunks.WriteMessage(output, MessageKind.Message, token, requestId, reason);
            var abort = output.WrittenSpan.ToArray();
            abort[3] = (byte)ChunkKind.Abort;
            _stream!.Write([.. begun, .. abort]);
        }
    }

    /// <summary>Raw bytes.</summary>
    public void Send(byte[] bytes) => _stream!.Write(bytes);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            _calls.Writer.TryComplete();
        }
    }

    async Task ServeAsync(NetworkStream stream)
    {
        _stream = stream;
        _tokens = new ChannelTokens();
        _chunks = new ChunkWriter(new SendLimits(8_192, 0, 0), new SequenceNumbers());
        var assembler = new ChunkAssembler(NoSecurity.Instance, _tokens, new SequenceNumbers(), DecodingLimits.Default);
        try
        {
            await ReadChunkAsync(stream);
            await stream.WriteAsync(FakeAnswers.Acknowledge, _stop.Token);
            while (true)
            {
                if (assembler.Accept(await ReadChunkAsync(stream)) is { } message)
                {
                    Take(message);
                }
            }
        }
        catch (Exception e) when (e is IOException or EndOfStreamException)
        {
            await stream.DisposeAsync();
        }
    }

    async Task<byte[]> ReadChunkAsync(NetworkStream stream)
    {
        var header = new byte[ChunkHeader.Length];
        await stream.ReadExactlyAsync(header, _stop.Token);
        var chunk = new byte[ChunkHeader.Parse(header, 65_536).Size];
        header.CopyTo(chunk, 0);
        await stream.ReadExactlyAsync(chunk.AsMemory(header.Length), _stop.Token);
        return chunk;
    }

    void Take(ReceivedMessage message)
    {
        var reader = new UaReader(message.Body.Span, DecodingLimits.Default);
        var typeId = NodeId.Decode(ref reader).Number;
        FakeAnswers.SkipRequestHeader(ref reader);
        var body = message.Body.Span[reader.Position..].ToArray();
        if (typeId == OpenSecureChannelRequest.Id)
        {
            OpenChannel(message.RequestId);
        }
        else if (Held.Contains(typeId) || !FakeAnswers.TryGive(this, typeId, message.RequestId, body))
        {
            _calls.Writer.TryWrite(new FakeCall(this, typeId, message.RequestId, body));
        }
    }

    void OpenChannel(uint requestId)
    {
        var tokenId = (uint)++TokensIssued;
        AnswerToken = tokenId;
        _tokens.Install(new ChannelToken(ChannelId, tokenId, TokenLifetime, NoSecurity.Instance));
        Answer(requestId, OpenSecureChannelResponse.EncodingId, writer =>
        {
            writer.WriteUInt32(0);
            writer.WriteUInt32(ChannelId);
            writer.WriteUInt32(tokenId);
            writer.WriteDateTime(DateTimeOffset.UnixEpoch);
            writer.WriteUInt32((uint)TokenLifetime.TotalMilliseconds);
            writer.WriteByteString(default);
        });
    }
}
