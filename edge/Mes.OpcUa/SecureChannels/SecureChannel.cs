using System.Buffers;
using System.Collections.Concurrent;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Messages;
using Mes.OpcUa.Transport;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.SecureChannels;

/// <summary>
/// An open secure channel: sends requests, gives each answer to whom it belongs, renews its token in time. The first fault ends
/// it for good and fails all that wait; there is no way back but a new channel.
/// </summary>
sealed class SecureChannel : IAsyncDisposable
{
    readonly UaTcpConnection _connection;
    readonly OpcUaClientOptions _options;
    readonly ISecurityPolicy _policy;
    readonly TimeProvider _time;
    readonly ChannelTokens _tokens = new();
    readonly ChunkWriter _chunks;
    readonly ChunkAssembler _assembler;
    readonly SemaphoreSlim _sending = new(1);
    readonly ArrayBufferWriter<byte> _message = new();
    readonly ArrayBufferWriter<byte> _output = new();
    readonly ConcurrentDictionary<uint, PendingCall> _pending = new();
    readonly CancellationTokenSource _ended = new();
    Task _receiving = Task.CompletedTask;
    Task _renewing = Task.CompletedTask;
    Exception? _fault;
    uint _requestId;

    SecureChannel(UaTcpConnection connection, OpcUaClientOptions options, ISecurityPolicy policy, TimeProvider time)
    {
        _connection = connection;
        _options = options;
        _policy = policy;
        _time = time;
        var peer = connection.Peer;
        var chunkBytes = (int)Math.Min(peer.ReceiveBufferSize, (uint)options.Limits.ChunkBytesMax);
        _chunks = new ChunkWriter(new SendLimits(chunkBytes, peer.MaxMessageSize, peer.MaxChunkCount), new SequenceNumbers());
        _assembler = new ChunkAssembler(policy, _tokens, new SequenceNumbers(), options.Limits);
    }

    /// <exception cref="OpcUaException">The server cannot be reached, refuses, or does not answer in time.</exception>
    public static async Task<SecureChannel> OpenAsync(
        OpcUaClientOptions options, ISecurityPolicy policy, TimeProvider time, CancellationToken cancellation)
    {
        var connection = await ConnectInTimeAsync(options, time, cancellation);
        var channel = new SecureChannel(connection, options, policy, time);
        channel._receiving = channel.ReceiveAsync();
        try
        {
            await channel.RequestTokenAsync(SecurityTokenRequestType.Issue, cancellation);
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }

        channel._renewing = channel.RenewAsync();
        return channel;
    }

    /// <summary>Sends and waits for the answer, for as long as the options say.</summary>
    /// <exception cref="OpcUaException">Refused, timed out, or the channel is lost.</exception>
    /// <exception cref="UaDecodingException">The answer is malformed.</exception>
    public async Task<TResponse> CallAsync<TResponse>(IRequest<TResponse> request, NodeId session, CancellationToken cancellation)
        where TResponse : IResponse<TResponse>
    {
        var answered = new TaskCompletionSource<TResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        var requestId = await PostAsync(request, session, _options.OperationTimeout, answer => Settle(answered, answer));
        try
        {
            return await answered.Task.WaitAsync(_options.OperationTimeout, _time, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new OpcUaException(
                StatusCodes.BadTimeout,
                $"No answer to {request.GetType().Name} within {_options.OperationTimeout.TotalSeconds} s",
                e);
        }
        finally
        {
            _pending.TryRemove(requestId, out _);
        }
    }

    /// <summary>
    /// Sends without waiting. <paramref name="answered"/> is called exactly once, in the order in which answers arrive,
    /// and must not block: the channel reads on only after it. A channel that is lost answers at once with the fault.
    /// </summary>
    /// <param name="timeout">Told to the server as the time after which nobody waits any more; zero = none.</param>
    public Task<uint> PostAsync<TResponse>(
        IRequest<TResponse> request, NodeId session, TimeSpan timeout, Action<Answer<TResponse>> answered)
        where TResponse : IResponse<TResponse> =>
        SendAsync(request, session, timeout, new PendingCall<TResponse>(answered));

    /// <summary>Says good-bye if the channel still works, then ends it.</summary>
    public async Task CloseAsync()
    {
        if (_fault is null)
        {
            await SendAsync(new CloseSecureChannelRequest(), default, _options.OperationTimeout, pending: null);
        }

        Fault(new OpcUaException(StatusCodes.BadSecureChannelClosed, "The channel was closed by us"));
    }

    /// <summary>Ends the channel; all that waits is answered with the cause. Only the first cause counts.</summary>
    public void Fault(Exception cause)
    {
        var error = cause is OpcUaException or UaDecodingException
            ? cause
            : new OpcUaException(StatusCodes.BadConnectionClosed, $"The connection was lost ({cause.Message})", cause);
        if (Interlocked.CompareExchange(ref _fault, error, null) is null)
        {
            _ended.Cancel();
        }

        foreach (var requestId in _pending.Keys)
        {
            FailPending(requestId, _fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Fault(new OpcUaException(StatusCodes.BadSecureChannelClosed, "The channel was closed by us"));
        await _connection.DisposeAsync();
        await Task.WhenAll(_receiving, _renewing);
        _ended.Dispose();
        _sending.Dispose();
    }

    static async Task<UaTcpConnection> ConnectInTimeAsync(
        OpcUaClientOptions options, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.OperationTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await UaTcpConnection.ConnectAsync(options.Endpoint, options.Limits, both.Token);
        }
        catch (OperationCanceledException e) when (patience.IsCancellationRequested)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new OpcUaException(StatusCodes.BadTimeout, $"{options.Endpoint} does not answer", e);
        }
    }

    static void Settle<TResponse>(TaskCompletionSource<TResponse> waiting, Answer<TResponse> answer)
    {
        if (answer.Error is { } error)
        {
            waiting.TrySetException(error);
        }
        else
        {
            waiting.TrySetResult(answer.Response!);
        }
    }

    async Task<uint> SendAsync<TResponse>(
        IRequest<TResponse> request, NodeId session, TimeSpan timeout, PendingCall<TResponse>? pending)
        where TResponse : IResponse<TResponse>
    {
        var requestId = Interlocked.Increment(ref _requestId);
        if (pending is not null)
        {
            _pending[requestId] = pending;
        }

        try
        {
            await WriteAsync(request, session, timeout, requestId);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Fault(e);
        }
        catch (OpcUaException e)
        {
            FailPending(requestId, e);
        }

        // The fault may have swept the waiting calls just before this one was added.
        if (_fault is { } fault)
        {
            FailPending(requestId, fault);
        }

        return requestId;
    }

    async Task WriteAsync<TResponse>(IRequest<TResponse> request, NodeId session, TimeSpan timeout, uint requestId)
        where TResponse : IResponse<TResponse>
    {
        using var patience = new CancellationTokenSource(_options.OperationTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _ended.Token);
        await _sending.WaitAsync(both.Token);
        try
        {
            // Sequence numbers follow the order on the wire, so they are given inside the lock.
            _message.ResetWrittenCount();
            _output.ResetWrittenCount();
            var header = new RequestHeader(session, _time.GetUtcNow(), requestId, (uint)timeout.TotalMilliseconds);
            MessageCodec.EncodeRequest(new UaWriter(_message), header, request);
            WriteChunks(request, requestId);
            await _connection.WriteAsync(_output.WrittenMemory, both.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    void WriteChunks<TResponse>(IRequest<TResponse> request, uint requestId) where TResponse : IResponse<TResponse>
    {
        var token = _tokens.Current;
        if (request is OpenSecureChannelRequest)
        {
            _chunks.WriteOpening(_output, token?.ChannelId ?? 0, _policy, requestId, _message.WrittenSpan);
            return;
        }

        var kind = request is CloseSecureChannelRequest ? MessageKind.CloseChannel : MessageKind.Message;
        _chunks.WriteMessage(_output, kind, token!, requestId, _message.WrittenSpan);
    }

    async Task RequestTokenAsync(SecurityTokenRequestType type, CancellationToken cancellation)
    {
        var nonce = _policy.NewNonce();
        var lifetime = (uint)_options.ChannelLifetime.TotalMilliseconds;
        var request = new OpenSecureChannelRequest(type, _policy.Mode, nonce, lifetime);
        var installed = new TaskCompletionSource<OpenSecureChannelResponse>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Installed by the reader itself: the very next chunk may already use the new token.
        await PostAsync(request, default, _options.OperationTimeout, answer =>
        {
            if (answer.Response is { } granted)
            {
                _tokens.Install(ChannelToken.From(granted.Token, _policy.SealOf(nonce, granted.ServerNonce)));
            }

            Settle(installed, answer);
        });
        await installed.Task.WaitAsync(_options.OperationTimeout, _time, cancellation);
    }

    async Task RenewAsync()
    {
        try
        {
            while (_tokens.Current is { } token)
            {
                await Task.Delay(token.RenewAfter, _time, _ended.Token);
                await RequestTokenAsync(SecurityTokenRequestType.Renew, _ended.Token);
            }
        }
        catch (Exception e) when (e is OpcUaException or UaDecodingException or TimeoutException or OperationCanceledException)
        {
            Fault(e);
        }
    }

    async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                Take(await _connection.ReadChunkAsync(_ended.Token));
            }
        }
        catch (Exception e) when (e is OpcUaException or UaDecodingException or IOException or OperationCanceledException
            or ObjectDisposedException)
        {
            Fault(e);
        }
    }

    void Take(Memory<byte> chunk)
    {
        // Answers to calls that were given up find nobody waiting and are dropped.
        if (_assembler.Accept(chunk) is not { } message || !_pending.TryRemove(message.RequestId, out var call))
        {
            return;
        }

        if (message.Aborted is { } aborted)
        {
            call.Fail(new OpcUaException(aborted.Status, $"The server broke off its answer ({aborted.Reason})"));
        }
        else
        {
            call.Complete(message.Body.Span, _options.Limits);
        }
    }

    void FailPending(uint requestId, Exception error)
    {
        if (_pending.TryRemove(requestId, out var call))
        {
            call.Fail(error);
        }
    }
}
