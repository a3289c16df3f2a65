using System.Security.Cryptography;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Messages;
using Mes.OpcUa.SecureChannels;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Sessions;

/// <summary>An activated session (Anonymous) on a channel of its own.</summary>
sealed class Session : IAsyncDisposable
{
    const int NonceBytes = 32;

    static readonly TimeSpan KeepAliveMin = TimeSpan.FromSeconds(1);
    static readonly TimeSpan GoodByeMax = TimeSpan.FromSeconds(2);

    readonly SecureChannel _channel;
    readonly TimeProvider _time;
    readonly NodeId _authenticationToken;
    readonly CancellationTokenSource _ended = new();
    Task _keepingAlive = Task.CompletedTask;

    Session(SecureChannel channel, NodeId authenticationToken, TimeProvider time)
    {
        _channel = channel;
        _time = time;
        _authenticationToken = authenticationToken;
    }

    public static async Task<Session> OpenAsync(OpcUaClientOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var channel = await SecureChannel.OpenAsync(options, NoSecurity.Instance, time, cancellation);
        try
        {
            var created = await channel.CallAsync(CreateRequest(options), default, cancellation);
            var session = new Session(channel, created.AuthenticationToken, time);
            var endpoints = created.Endpoints;
            if (endpoints.Length == 0)
            {
                var discovery = new GetEndpointsRequest(options.Endpoint.OriginalString);
                endpoints = (await channel.CallAsync(discovery, default, cancellation)).Endpoints;
            }

            var identity = new AnonymousIdentityToken(AnonymousPolicyOf(endpoints)).ToExtensionObject();
            await session.CallAsync(new ActivateSessionRequest(default, identity, default), cancellation);
            session._keepingAlive = session.KeepAliveAsync(created.RevisedTimeoutMs);
            return session;
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    public Task<TResponse> CallAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellation)
        where TResponse : IResponse<TResponse> =>
        _channel.CallAsync(request, _authenticationToken, cancellation);

    /// <inheritdoc cref="SecureChannel.PostAsync"/>
    public Task PostAsync<TResponse>(IRequest<TResponse> request, Action<Answer<TResponse>> answered)
        where TResponse : IResponse<TResponse> =>
        _channel.PostAsync(request, _authenticationToken, TimeSpan.Zero, answered);

    /// <summary>Ends the session and its subscriptions at the server if it still answers soon.</summary>
    public async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(GoodByeMax, _time);
        try
        {
            await CallAsync(new CloseSessionRequest(DeleteSubscriptions: true), patience.Token);
            await _channel.CloseAsync();
        }
        catch (Exception e) when (e is OpcUaException or UaDecodingException or OperationCanceledException)
        {
            // Nobody is left to be told: the server drops the session after its timeout.
            _channel.Fault(e);
        }
    }

    /// <summary>Gives the link up: all that waits fails with this, and no good-bye is tried.</summary>
    public void Abandon(OpcUaException cause) => _channel.Fault(cause);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _keepingAlive;
        await _channel.DisposeAsync();
        _ended.Dispose();
    }

    // Publish requests keep the session alive too, but there are none while the reader of the notices is busy.
    async Task KeepAliveAsync(double revisedTimeoutMs)
    {
        var interval = TimeSpan.FromMilliseconds(Math.Clamp(revisedTimeoutMs, 0, int.MaxValue) / 3);
        try
        {
            while (true)
            {
                await Task.Delay(interval < KeepAliveMin ? KeepAliveMin : interval, _time, _ended.Token);
                await AskStateAsync();
            }
        }
        catch (Exception e) when (e is OpcUaException or UaDecodingException or OperationCanceledException)
        {
            _channel.Fault(e);
        }
    }

    async Task AskStateAsync()
    {
        const uint serverState = 2259;
        try
        {
            await CallAsync(new ReadRequest([new ReadValueId(new NodeId(0, serverState))]), _ended.Token);
        }
        catch (OpcUaException e) when (e.Status == StatusCodes.BadInvalidTimestamp)
        {
            // Our clocks disagree, but the server answers, which is all that was asked.
            return;
        }
    }

    /// <summary>Sends items in as few requests as the server takes; results come in the order of the items.</summary>
    public static async Task<IReadOnlyList<TResult>> InBatchesAsync<TItem, TResult>(
        IReadOnlyList<TItem> items, BatchSize size, Func<TItem[], Task<TResult[]>> call)
    {
        var results = new List<TResult>(items.Count);
        while (results.Count < items.Count)
        {
            var batch = items.Skip(results.Count).Take(size.Current).ToArray();
            try
            {
                var answers = await call(batch);
                if (answers.Length != batch.Length)
                {
                    throw new OpcUaException(
                        StatusCodes.BadUnknownResponse, $"The server gave {answers.Length} results for {batch.Length} items");
                }

                results.AddRange(answers);
            }
            catch (OpcUaException e) when (size.CanShrinkAfter(e.Status))
            {
                size.Shrink();
            }
        }

        return results;
    }

    static CreateSessionRequest CreateRequest(OpcUaClientOptions options)
    {
        var client = new ApplicationDescription(
            options.ApplicationUri,
            ProductUri: null,
            new LocalizedText(null, options.ApplicationName),
            ApplicationType.Client,
            GatewayServerUri: null,
            DiscoveryProfileUri: null,
            DiscoveryUrls: []);
        return new CreateSessionRequest(
            client,
            options.Endpoint.OriginalString,
            options.ApplicationName,
            new ByteString(RandomNumberGenerator.GetBytes(NonceBytes)),
            options.SessionTimeout.TotalMilliseconds,
            (uint)options.Limits.MessageBytesMax);
    }

    static string? AnonymousPolicyOf(EndpointDescription[] endpoints)
    {
        var open = endpoints.Where(endpoint => endpoint.SecurityMode == MessageSecurityMode.None).ToArray();
        var policies = open.SelectMany(endpoint => endpoint.UserIdentityTokens).ToArray();
        return policies.FirstOrDefault(policy => policy.TokenType == UserTokenType.Anonymous) is { } anonymous
            ? anonymous.PolicyId
            : throw new OpcUaException(
                StatusCodes.BadIdentityTokenInvalid,
                open.Length == 0
                    ? "The server has no endpoint without security, and this client knows no other yet"
                    : "The server lets nobody in anonymously, and this client knows no other log-in yet");
    }
}
