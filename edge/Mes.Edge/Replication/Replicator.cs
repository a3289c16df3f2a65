using Mes.Contracts.Chain;
using Mes.Contracts.Replication;
using Mes.Edge.Journal;
using Mes.Edge.Line;
using Polly;

namespace Mes.Edge.Replication;

/// <summary>
/// Brings the journal to central: events in order first, telemetry when none wait. Central may be away for weeks; what is sent
/// twice is known there by number and hash.
/// </summary>
sealed partial class Replicator : BackgroundService
{
    // An answer that holds no more than before is central's fault, but must not become a storm.
    static readonly TimeSpan PauseWithoutProgress = TimeSpan.FromSeconds(1);
    static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromSeconds(2);

    readonly CentralClient _central;
    readonly JournalStore _store;
    readonly RecorderInbox _inbox;
    readonly CentralLink _link;
    readonly ReplicatorMeter _meter;
    readonly TimeProvider _time;
    readonly ILogger<Replicator> _logger;
    readonly ResiliencePipeline _retry;
    string? _fault;

    public Replicator(
        CentralClient central, JournalStore store, RecorderInbox inbox, CentralLink link, ReplicatorMeter meter,
        TimeProvider time, ILogger<Replicator> logger)
    {
        _central = central;
        _store = store;
        _inbox = inbox;
        _link = link;
        _meter = meter;
        _time = time;
        _logger = logger;
        _retry = CentralRetry.For(time, (failure, _) => Failed(failure), Random.Shared.NextDouble);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the host's start-up thread.
        await Task.Yield();
        using var reader = _store.OpenReader();
        try
        {
            while (await TalkAsync(reader, stoppingToken))
            {
                await Task.Delay(PauseAfterRefusal, _time, stoppingToken);
            }
        }
        catch (JournalException damaged)
        {
            Stop(damaged.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogEnded(_logger);
        }
    }

    /// <summary>One conversation, from hello on; true where a new one may help.</summary>
    async Task<bool> TalkAsync(JournalReader reader, CancellationToken cancellation)
    {
        var events = new EventLane(reader, _store.Incarnation);
        var telemetry = new TelemetryLane(reader, _store.Incarnation);
        var hello = new Hello(
            _store.Incarnation.Producer, _store.Incarnation.Id, Previous: null,
            Convert.ToHexStringLower(_store.Incarnation.Key.Id), ProgramName.WithVersion);
        try
        {
            var welcome = await ReachAsync(token => _central.HelloAsync(hello, token), cancellation);
            LogWelcome(_logger, welcome.Central, welcome.Ordinal, welcome.Events.Seq);
            if (await TakeAsync(events, welcome.Events, cancellation))
            {
                await TakeAsync(telemetry, welcome.Telemetry, cancellation);
                await SendAsync(events, telemetry, welcome.Central, cancellation);
            }

            return false;
        }
        catch (CentralRefusedException refused)
        {
            // Central may have been set up anew, or does not know this edge yet.
            Failed(refused);
            return true;
        }
    }

    /// <summary>Sends for as long as both agree on what was sent.</summary>
    async Task SendAsync(EventLane events, TelemetryLane telemetry, Guid central, CancellationToken cancellation)
    {
        var isWhole = true;
        while (isWhole)
        {
            var tip = _store.Tip.Current;
            if (events.Next(tip, central) is { } batch)
            {
                var held = await ReachAsync(token => _central.SendEventsAsync(batch, token), cancellation);
                isWhole = await TakeAsync(events, held, cancellation);
                await SettleAsync(_meter.Events, batch, events.Held, cancellation);
            }
            else if (telemetry.Next(tip, central) is { } segments)
            {
                var held = await ReachAsync(token => _central.SendSegmentsAsync(segments, token), cancellation);
                await TakeAsync(telemetry, held.Held, cancellation);
                await SettleAsync(_meter.Segments, segments, telemetry.HeldThrough, cancellation);
            }
            else
            {
                await _store.Tip.NextAsync(tip, cancellation);
            }
        }
    }

    async Task<T> ReachAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellation)
    {
        var answer = await _retry.ExecuteAsync(async token => await request(token), cancellation);
        if (_fault is not null)
        {
            LogBack(_logger);
            _fault = null;
        }

        _link.Batches(fault: null);
        return answer;
    }

    async Task<bool> TakeAsync(EventLane events, EventsHeld held, CancellationToken cancellation)
    {
        if (events.Take(held, _store.Tip.Current) is { } parted)
        {
            Stop(parted);
            return false;
        }

        var safe = Math.Min(held.Safe, events.Held);
        await _inbox.PutAsync(new RecorderNote.CentralHolds(new Acknowledged(Lane.Event, events.Held, safe)), cancellation);
        return true;
    }

    async Task TakeAsync(TelemetryLane telemetry, IReadOnlyList<HeldRange> held, CancellationToken cancellation)
    {
        telemetry.Take(held);
        var through = telemetry.HeldThrough;
        await _inbox.PutAsync(new RecorderNote.CentralHolds(new Acknowledged(Lane.Telemetry, through, through)), cancellation);
    }

    async Task SettleAsync(Action<int> count, Batch batch, long held, CancellationToken cancellation)
    {
        if (held >= batch.Header.First)
        {
            count(batch.Items.Count);
            _link.Acknowledged();
            return;
        }

        LogNoProgress(_logger, batch.Header.Lane, batch.Header.First, held);
        await Task.Delay(PauseWithoutProgress, _time, cancellation);
    }

    void Failed(Exception failure)
    {
        _meter.Retry();
        var words = CentralRetry.Words(failure);
        if (words != _fault)
        {
            LogAway(_logger, words);
            _fault = words;
        }

        _link.Batches(words);
    }

    void Stop(string why)
    {
        LogStopped(_logger, why);
        _link.Stopped(why);
    }

    [LoggerMessage(LogLevel.Information, "Central {Central} knows this journal as number {Ordinal} and holds {Seq} events.")]
    static partial void LogWelcome(ILogger logger, Guid central, int ordinal, long seq);

    [LoggerMessage(LogLevel.Warning, "{Words} Facts are kept here; trying again for as long as it takes.")]
    static partial void LogAway(ILogger logger, string words);

    [LoggerMessage(LogLevel.Information, "Central answers again.")]
    static partial void LogBack(ILogger logger);

    [LoggerMessage(LogLevel.Error, "Sending stops: {Why}")]
    static partial void LogStopped(ILogger logger, string why);

    [LoggerMessage(LogLevel.Warning, "Central took nothing of the {Lane} lane from {First} on, it holds {Held}. Trying again.")]
    static partial void LogNoProgress(ILogger logger, Lane lane, long first, long held);

    [LoggerMessage(LogLevel.Debug, "Sending ends with the program.")]
    static partial void LogEnded(ILogger logger);
}
