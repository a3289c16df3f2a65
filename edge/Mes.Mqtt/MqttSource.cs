using System.Threading.Channels;
using Mes.Mqtt.Codec;
using Mes.Mqtt.Sessions;

namespace Mes.Mqtt;

/// <summary>
/// Receives the messages of some filters for as long as it runs. It reconnects by itself, with growing pauses, to the session
/// that the broker keeps meanwhile.
/// </summary>
public sealed class MqttSource(MqttClientOptions options, TimeProvider time)
{
    // A link that held this long was no accident: the next fault is met with the shortest pause again.
    static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(60);

    readonly Backoff _backoff = new(options.ReconnectDelayFirst, options.ReconnectDelayMax, Random.Shared.NextDouble);
    readonly TakeOverWatch _takeOvers = new();
    string? _lastCause;
    long? _connected;

    /// <summary>
    /// Writes notices until cancelled; returns only by <see cref="OperationCanceledException"/>, after closing the connection.
    /// A bounded channel is the back-pressure: while it is full nothing is read, and the broker holds the messages.
    /// </summary>
    /// <exception cref="ArgumentException">A filter is none (4.7.1), or an option makes no sense.</exception>
    public async Task RunAsync(
        IReadOnlyList<MqttFilter> filters, ChannelWriter<MqttNotice> notices, CancellationToken cancellation)
    {
        if (filters.FirstOrDefault(filter => !TopicFilter.IsValid(filter.Filter)) is { } wrong)
        {
            throw new ArgumentException($"\"{wrong.Filter}\" is no topic filter.", nameof(filters));
        }

        options.Check();
        while (true)
        {
            var pause = TimeSpan.Zero;
            _connected = null;
            try
            {
                await WatchAsync(filters, notices, cancellation);
            }
            catch (Exception e) when (e is MqttException or MqttDecodingException)
            {
                pause = await EndedAsync(e, notices, cancellation);
            }

            await Task.Delay(pause, time, cancellation);
        }
    }

    async Task WatchAsync(
        IReadOnlyList<MqttFilter> filters, ChannelWriter<MqttNotice> notices, CancellationToken cancellation)
    {
        await using var client = await MqttClient.ConnectAsync(options, time, cancellation);
        _connected = time.GetTimestamp();
        _lastCause = null;
        await notices.WriteAsync(new MqttNotice.Connected(client.SessionPresent), cancellation);
        client.Start(notices.WriteAsync);

        // Also where the session is still there: the filters may be new, and retained messages come once more (3.8.4).
        foreach (var (filter, reason) in await client.SubscribeAsync(filters, cancellation))
        {
            await notices.WriteAsync(new MqttNotice.FilterRefused(filter.Filter, reason), cancellation);
        }

        await client.Completion.WaitAsync(cancellation);
    }

    async Task<TimeSpan> EndedAsync(Exception end, ChannelWriter<MqttNotice> notices, CancellationToken cancellation)
    {
        var lasted = _connected is { } connected ? time.GetElapsedTime(connected) : (TimeSpan?)null;
        var fault = end as MqttException;
        var takeOver = _takeOvers.Closed(fault?.Reason, fault is { IsClosedByBroker: true }, lasted, options.ClientId);
        var cause = takeOver ?? end.Message;
        if (cause != _lastCause)
        {
            _lastCause = cause;
            await notices.WriteAsync(new MqttNotice.Interrupted(cause), cancellation);
        }

        if (lasted >= StableAfter)
        {
            _backoff.Reset();
        }

        return takeOver is null ? _backoff.Next() : options.TakeOverPause;
    }
}
