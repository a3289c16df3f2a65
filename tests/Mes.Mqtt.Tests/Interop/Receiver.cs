using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Mes.Testing;

namespace Mes.Mqtt.Tests.Interop;

/// <summary>A source that runs, and all that it tells. It acknowledges at once unless told not to.</summary>
sealed class Receiver : IAsyncDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    readonly CancellationTokenSource _stop = new();
    readonly Channel<MqttNotice> _notices = Channel.CreateBounded<MqttNotice>(8);
    readonly ConcurrentQueue<MqttNotice> _told = new();
    readonly Task _running;
    readonly Task _reading;

    public Receiver(MqttClientOptions options, params IReadOnlyList<MqttFilter> filters)
    {
        _running = new MqttSource(options, TimeProvider.System).RunAsync(filters, _notices.Writer, _stop.Token);
        _reading = ReadAsync();
    }

    public bool Acknowledges { get; set; } = true;

    public IReadOnlyList<MqttNotice> Told => [.. _told];

    public IReadOnlyList<MqttMessage> Messages => [.. _told.OfType<MqttNotice.Received>().SelectMany(each => each.Messages)];

    public IReadOnlyList<string> Texts => [.. Messages.Select(each => Encoding.UTF8.GetString(each.Payload.Span))];

    public Task UntilAsync(Func<Receiver, bool> condition, string because) =>
        Eventually.Async(() => condition(this), Deadline, because);

    public Task ConnectedAsync(int times = 1) =>
        UntilAsync(it => it.Told.OfType<MqttNotice.Connected>().Count() >= times, $"connected {times} times");

    public void AcknowledgeAll()
    {
        foreach (var received in _told.OfType<MqttNotice.Received>())
        {
            received.Acknowledge();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running, _reading).ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    async Task ReadAsync()
    {
        await foreach (var notice in _notices.Reader.ReadAllAsync(_stop.Token))
        {
            _told.Enqueue(notice);
            if (Acknowledges && notice is MqttNotice.Received received)
            {
                received.Acknowledge();
            }
        }
    }
}
