using System.Threading.Channels;
using Mes.Mqtt.Codec;
using Mes.Mqtt.Packets;
using Mes.Mqtt.Sessions;
using Mes.Mqtt.Transport;

namespace Mes.Mqtt;

/// <summary>
/// One connection to a broker, from CONNECT to its end; it does not reconnect. After <see cref="Start"/> it reads, answers and
/// pings by itself until <see cref="Completion"/> fails or it is disposed.
/// </summary>
public sealed class MqttClient : IAsyncDisposable
{
    const int MessagesPerNotice = 256;
    const int FiltersPerRequest = 100;
    const byte MalformedPacket = 0x81;
    static readonly TimeSpan PongPatienceMax = TimeSpan.FromSeconds(10);
    static readonly TimeSpan GoodbyePatience = TimeSpan.FromSeconds(1);

    readonly MqttClientOptions _options;
    readonly MqttConnection _connection;
    readonly Terms _terms;
    readonly TimeProvider _time;
    readonly ReceivedMessages _received;
    readonly PendingAnswers _pending = new();
    readonly KeepAlive _keepAlive;
    readonly SemaphoreSlim _sending;
    readonly CancellationTokenSource _stop = new();

    // A nudge to send what is due; one waiting nudge is as good as many.
    readonly Channel<bool> _nudges = Signal();

    // Answers have left: there may be room to read on.
    readonly Channel<bool> _answers = Signal();

    MqttClient(MqttClientOptions options, MqttConnection connection, Terms terms, TimeProvider time)
    {
        _options = options;
        _connection = connection;
        _terms = terms;
        _time = time;
        _received = new ReceivedMessages(options.ReceiveMax);
        var half = terms.KeepAlive / 2;
        _keepAlive = new KeepAlive(
            options.PingInterval is { } interval && interval < half ? interval : half, half,
            half < PongPatienceMax ? half : PongPatienceMax, time);
        _sending = new SemaphoreSlim(terms.SendMax);
        connection.PeerPacketBytesMax = terms.PacketBytesMax;
    }

    /// <summary>The broker still has our session (3.2.2.1.1).</summary>
    public bool SessionPresent => _terms.SessionPresent;

    /// <summary>Runs from <see cref="Start"/> on; fails with what ended the connection.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Dials, sends CONNECT, and waits for CONNACK.</summary>
    /// <exception cref="ArgumentException">An option makes no sense; the message says which.</exception>
    /// <exception cref="MqttException">Not reachable, refused, or no answer in time; the message says which.</exception>
    /// <exception cref="MqttDecodingException">What answers there does not speak MQTT as it should.</exception>
    public static async Task<MqttClient> ConnectAsync(
        MqttClientOptions options, TimeProvider time, CancellationToken cancellation)
    {
        options.Check();
        var connection = new MqttConnection(await TcpDial.OpenAsync(options, time, cancellation), options, time);
        try
        {
            return new MqttClient(options, connection, await GreetAsync(connection, options, time, cancellation), time);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins to read and to ping.</summary>
    /// <param name="tell">
    /// Takes <see cref="MqttNotice.Received"/> and <see cref="MqttNotice.UpToDate"/>. While it waits nothing is read, and the
    /// broker is held back.
    /// </param>
    public void Start(Func<MqttNotice, CancellationToken, ValueTask> tell) => Completion = RunAsync(tell);

    /// <summary>Subscribes (3.8), in as many requests as needed. Every filter is judged on its own.</summary>
    /// <returns>The filters that the broker refuses, each with its reason in words.</returns>
    /// <exception cref="MqttException">The connection is lost, or no answer came in time.</exception>
    public async Task<IReadOnlyList<(MqttFilter Filter, string Reason)>> SubscribeAsync(
        IEnumerable<MqttFilter> filters, CancellationToken cancellation)
    {
        var refused = new List<(MqttFilter, string)>();
        foreach (var part in filters.Chunk(FiltersPerRequest))
        {
            var asked = part.Select(filter => new FilterRequest(filter.Filter, Math.Clamp(filter.Qos, 0, 1))).ToArray();
            var answer = await CallAsync(id => new SubscribePacket(id, asked, Properties.None), cancellation);
            if (answer is not SubAckPacket { ReasonCodes: var codes } || codes.Length != part.Length)
            {
                throw new MqttException($"The broker broke the protocol: it answered {part.Length} filters with something else.");
            }

            refused.AddRange(part.Zip(codes)
                .Where(each => each.Second >= ReasonCodes.FirstFailure)
                .Select(each => (each.First, ReasonCodes.InWords(each.Second))));
        }

        return refused;
    }

    /// <summary>Publishes (3.3). With QoS 1 it returns when the broker has taken the message over.</summary>
    /// <param name="qos">0 or 1.</param>
    /// <exception cref="ArgumentException">No such topic can be, or the broker does not take so many bytes.</exception>
    /// <exception cref="MqttException">The connection is lost, no answer came, or the broker refuses the message.</exception>
    public async Task PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, int qos, bool retain, CancellationToken cancellation)
    {
        if (!TopicFilter.IsTopic(topic) || qos is not (0 or 1))
        {
            throw new ArgumentException($"\"{topic}\" with QoS {qos} cannot be published.", nameof(topic));
        }

        if (qos == 0)
        {
            var packet = new PublishPacket(topic, payload, 0, retain, Dup: false, PacketId: 0, Properties.None);
            await _connection.WriteAsync([packet], cancellation);
            return;
        }

        await _sending.WaitAsync(cancellation);
        try
        {
            var answer = await CallAsync(
                id => new PublishPacket(topic, payload, qos, retain, Dup: false, id, Properties.None), cancellation);
            if (answer is AnswerPacket { ReasonCode: >= ReasonCodes.FirstFailure and var code })
            {
                throw new MqttException($"The broker refuses a message on {topic}: {ReasonCodes.InWords(code)}.", code);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says goodbye (3.14), where the broker still listens, and closes. The session stays at the broker.</summary>
    public async ValueTask DisposeAsync()
    {
        var isHealthy = !Completion.IsFaulted;
        await _stop.CancelAsync();
        await Completion.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (isHealthy)
        {
            await SayGoodbyeAsync(ReasonCodes.Success);
        }
        else if (_options.Version == MqttVersion.V5 && Completion.Exception?.InnerException is MqttDecodingException)
        {
            await SayGoodbyeAsync(MalformedPacket);
        }

        await _connection.DisposeAsync();
        _stop.Dispose();
        _sending.Dispose();
    }

    static Channel<bool> Signal() => Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    static async Task<Terms> GreetAsync(
        MqttConnection connection, MqttClientOptions options, TimeProvider time, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.OperationTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await connection.WriteAsync([Greeting.ConnectOf(options)], either.Token);
            return await connection.ReadAsync(either.Token) is ConnAckPacket answer
                ? Greeting.TermsOf(answer, options)
                : throw new MqttException("The broker broke the protocol: its first word is not CONNACK (3.2).");
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new MqttException(
                $"The broker did not answer CONNECT within {options.OperationTimeout.TotalSeconds} s.", inner: late);
        }
    }

    async Task RunAsync(Func<MqttNotice, CancellationToken, ValueTask> tell)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var reading = ReadAsync(tell, either.Token);
        var tending = TendAsync(either.Token);
        var first = await Task.WhenAny(reading, tending);
        await either.CancelAsync();
        try
        {
            await first;
        }
        catch (Exception ended)
        {
            _pending.End(ended);
            await Task.WhenAll(reading, tending).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    async Task ReadAsync(Func<MqttNotice, CancellationToken, ValueTask> tell, CancellationToken cancellation)
    {
        var inbox = new Inbox(_received);
        while (true)
        {
            var packet = await _connection.ReadAsync(cancellation);
            var timestamp = _time.GetTimestamp();
            long? upToDate = null;
            for (var next = packet; next is not null; next = inbox.Count < MessagesPerNotice ? _connection.Next() : null)
            {
                upToDate = Take(next, inbox) ?? upToDate;
            }

            _keepAlive.Hold();
            if (!inbox.IsEmpty)
            {
                await tell(inbox.Take(timestamp, () => _nudges.Writer.TryWrite(true)), cancellation);
            }

            if (upToDate is { } asked)
            {
                await tell(new MqttNotice.UpToDate(asked), cancellation);
            }

            await RoomAsync(cancellation);
            _keepAlive.Release();
        }
    }

    async ValueTask RoomAsync(CancellationToken cancellation)
    {
        while (_received.IsFull)
        {
            await _answers.Reader.ReadAsync(cancellation);
        }
    }

    /// <returns>When the ping left that this packet answers, if the broker held nothing back.</returns>
    long? Take(MqttPacket packet, Inbox inbox)
    {
        switch (packet)
        {
            case PublishPacket or SkippedPublishPacket:
                inbox.Add(packet);
                return null;
            case AnswerPacket { Kind: PacketType.PubAck } answer:
                _pending.Answered(answer.PacketId, answer);
                return null;
            case SubAckPacket answer:
                _pending.Answered(answer.PacketId, answer);
                return null;
            case PingResponsePacket:
                // The next ping is not due yet, but sooner than patience with this one would have ended.
                _nudges.Writer.TryWrite(true);
                return _keepAlive.Answered() is { } asked && _received.HoldsNothingBack() ? asked : null;
            case DisconnectPacket { ReasonCode: var code } when _options.Version == MqttVersion.V5:
                throw new MqttException($"The broker ended the connection: {ReasonCodes.InWords(code)}.", code);
            default:
                throw new MqttException($"The broker broke the protocol: it sent {packet.Type}, which it never may here.");
        }
    }

    /// <summary>Sends what is due: answers to confirmed messages first, then a ping.</summary>
    async Task TendAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await AnswerAsync(cancellation);
            if (_keepAlive.IsDead)
            {
                throw new MqttException("The broker does not answer pings any more; the link is taken for dead.");
            }

            if (_keepAlive.IsPingDue)
            {
                _received.Pinged();
                _keepAlive.Pinged();
                await _connection.WriteAsync([new PingRequestPacket()], cancellation);
            }

            await WaitAsync(_keepAlive.DueIn, cancellation);
            _nudges.Reader.TryRead(out _);
        }
    }

    async Task AnswerAsync(CancellationToken cancellation)
    {
        var due = _received.TakeConfirmed();
        if (due.Count > 0)
        {
            var answers = due.Select(MqttPacket (id) =>
                new AnswerPacket(PacketType.PubAck, id, ReasonCodes.Success, Properties.None));
            await _connection.WriteAsync([.. answers], cancellation);
            _answers.Writer.TryWrite(true);
        }
    }

    async Task WaitAsync(TimeSpan most, CancellationToken cancellation)
    {
        if (most <= TimeSpan.Zero)
        {
            return;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var nudged = _nudges.Reader.WaitToReadAsync(enough.Token).AsTask();
        await Task.WhenAny(nudged, Task.Delay(most, _time, enough.Token));
        await enough.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    async Task<MqttPacket> CallAsync(Func<ushort, MqttPacket> request, CancellationToken cancellation)
    {
        var (id, answer) = _pending.Begin();
        await _connection.WriteAsync([request(id)], cancellation);

        var asked = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return await answer.WaitAsync(_options.OperationTimeout, _time, cancellation);
            }
            catch (TimeoutException late) when (_keepAlive.IsAnsweredSince(asked))
            {
                throw new MqttException("The broker answers pings, but not what it was asked before.", inner: late);
            }
            catch (TimeoutException) when (!answer.IsCompleted)
            {
                // The answer may lie behind messages that wait for us; a dead link is noticed by the pings.
                continue;
            }
        }
    }

    async Task SayGoodbyeAsync(byte reason)
    {
        using var patience = new CancellationTokenSource(GoodbyePatience, _time);
        try
        {
            await _connection.WriteAsync([new DisconnectPacket(reason, Properties.None)], patience.Token);
        }
        catch (Exception gone) when (gone is MqttException or OperationCanceledException)
        {
            // Nobody listens any more, and nobody waits for the answer: DISCONNECT has none.
            _pending.End(gone);
        }
    }
}
