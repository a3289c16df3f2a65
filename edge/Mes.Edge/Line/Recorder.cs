using System.Threading.Channels;
using Mes.Contracts.Chain;
using Mes.Contracts.Telemetry;
using Mes.Edge.Acquisition;
using Mes.Edge.Execution;
using Mes.Edge.Journal;

namespace Mes.Edge.Line;

/// <summary>
/// The one loop that writes. It takes acts, notes and samples, advances the line, and makes all of it durable together: at once
/// where a person or a transition waits, else <see cref="GatherTime"/> after the first sample (L13). Only then it answers.
/// </summary>
sealed partial class Recorder(
    LineBook book, JournalStore store, EdgeClock clock, OperatorActs acts, RecorderInbox inbox, LineScreen screen,
    RecorderMeter meter, ILogger<Recorder> logger)
{
    public static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(250);

    // While central is away, segments grow until one of these: fewer, larger ones take less room (L13).
    static readonly TimeSpan SealAfter = TimeSpan.FromSeconds(10);
    const int SealAt = 1_000;
    const int SamplesPerCommit = 5_000;

    readonly List<TelemetrySample> _samples = [];
    readonly List<Action> _acknowledgements = [];
    readonly List<(WaitingAct Act, ActOutcome Outcome)> _answers = [];
    readonly Dictionary<Guid, ActOutcome> _actsOfThisCommit = [];
    readonly Dictionary<Lane, Acknowledged> _acknowledged = [];
    Contracts.Events.EventTimes? _firstSampleAt;
    TimeSpan? _gatheringSince;
    TimeSpan _openSince;
    bool _isUrgent;

    /// <summary>Runs until every channel is closed; what was in them is then durable.</summary>
    public async Task RunAsync(IReadOnlyList<SourceFeed> feeds)
    {
        Commit();
        LogReady(logger, store.Incarnation.Id, store.Tip.Current.Seq);
        var intake = new Intake([
            () => acts.Waiting.WaitToReadAsync(), () => inbox.Notes.WaitToReadAsync(),
            .. feeds.Select<SourceFeed, Func<ValueTask<bool>>>(feed => () => feed.Notices.WaitToReadAsync())]);
        var isOpen = true;
        while (isOpen)
        {
            TakeWhatWaits(feeds);
            var untilCommit = UntilCommit();
            if (untilCommit <= TimeSpan.Zero)
            {
                Commit();
            }
            else
            {
                isOpen = await intake.WaitAsync(untilCommit, clock.Time);
            }
        }

        Commit();
    }

    void TakeWhatWaits(IReadOnlyList<SourceFeed> feeds)
    {
        while (acts.Waiting.TryRead(out var act))
        {
            Take(act);
        }

        while (inbox.Notes.TryRead(out var note))
        {
            Take(note);
        }

        // A person's act does not wait for samples; one notice of each source a round keeps the sources even.
        for (var progress = true; progress && !_isUrgent && _samples.Count < SamplesPerCommit;)
        {
            progress = false;
            foreach (var feed in feeds)
            {
                if (feed.Notices.TryRead(out var notice))
                {
                    Take(feed, notice);
                    progress = true;
                }
            }
        }
    }

    void Take(WaitingAct waiting)
    {
        var id = waiting.Act.Act;
        if (!_actsOfThisCommit.TryGetValue(id, out var outcome))
        {
            outcome = store.FindAct(id) is { } first ? new ActOutcome.Accepted(first) : book.Perform(waiting.Act, clock.Utc);
            _actsOfThisCommit.Add(id, outcome);
            meter.Act(outcome is ActOutcome.Accepted);
        }

        _answers.Add((waiting, outcome));
        _isUrgent = true;
    }

    void Take(RecorderNote note)
    {
        switch (note)
        {
            case RecorderNote.CentralHolds { Acknowledged: var acknowledged }:
                _acknowledged[acknowledged.Lane] = acknowledged;
                break;
            case RecorderNote.ClockCompared compared:
                book.Observe(compared.Observed);
                break;
        }

        _gatheringSince ??= clock.Mono;
    }

    void Take(SourceFeed feed, SourceNotice notice)
    {
        _gatheringSince ??= clock.Mono;
        var eventsBefore = book.Events.Count;
        switch (notice)
        {
            case SourceNotice.Published published:
                Keep(published.Samples);
                book.Take(feed.Name, published);
                if (published.Acknowledge is { } acknowledge)
                {
                    _acknowledgements.Add(acknowledge);
                }

                break;
            case SourceNotice.Interrupted interrupted:
                LogInterrupted(logger, feed.Name, interrupted.Cause);
                book.Take(feed.Name, interrupted);
                break;
            case SourceNotice.Connected connected:
                LogConnected(logger, feed.Name);
                book.Take(feed.Name, connected);
                break;
            case SourceNotice.TagRefused refused:
                LogRefused(logger, feed.Name, refused.Tag, refused.Reason);
                break;
        }

        screen.Take(feed.Name, notice, clock.Utc);
        _isUrgent |= book.Events.Count > eventsBefore;
    }

    void Keep(IReadOnlyList<TagSample> samples)
    {
        if (samples.Count == 0)
        {
            return;
        }

        _firstSampleAt ??= clock.Times();
        _samples.AddRange(samples.Select(sample => new TelemetrySample(sample.Tag, sample.Time, sample.Value, sample.Status)));
        meter.Samples(samples.Count, samples.Count(sample => sample.Value is null));
    }

    TimeSpan UntilCommit()
    {
        if (_isUrgent || _samples.Count >= SamplesPerCommit)
        {
            return TimeSpan.Zero;
        }

        var gathering = _gatheringSince is { } since ? GatherTime - (clock.Mono - since) : TimeSpan.MaxValue;
        var sealing = store.OpenSamples > 0 ? SealAfter - (clock.Mono - _openSince) : SealAfter;
        return gathering < sealing ? gathering : sealing;
    }

    void Commit()
    {
        var started = clock.Time.GetTimestamp();
        if (store.OpenSamples == 0)
        {
            _openSince = clock.Mono;
        }

        var (events, checkpoints) = book.Drain();
        store.Commit(new JournalCommit(
            events, checkpoints, _samples, _firstSampleAt ?? clock.Times(), book.Settled ?? clock.Utc, IsSealDue,
            [.. _acknowledged.Values]));
        meter.Commit(clock.Time.GetElapsedTime(started));
        screen.Show(book, store, clock.Utc);
        Answer();
    }

    bool IsSealDue =>
        store.OpenSamples + _samples.Count >= SealAt || screen.CentralIsConnected || clock.Mono - _openSince >= SealAfter;

    void Answer()
    {
        _acknowledgements.ForEach(acknowledge => acknowledge());
        _answers.ForEach(answer => answer.Act.Outcome.TrySetResult(answer.Outcome));
        _acknowledgements.Clear();
        _answers.Clear();
        _actsOfThisCommit.Clear();
        _acknowledged.Clear();
        _samples.Clear();
        _firstSampleAt = null;
        _gatheringSince = null;
        _isUrgent = false;
    }

    [LoggerMessage(LogLevel.Information, "Journal {Incarnation} continues after event {Seq}.")]
    static partial void LogReady(ILogger logger, Guid incarnation, long seq);

    [LoggerMessage(LogLevel.Information, "{Source} is connected.")]
    static partial void LogConnected(ILogger logger, string source);

    [LoggerMessage(LogLevel.Warning, "{Source} is away: {Cause} Trying again; its machines have no data until then.")]
    static partial void LogInterrupted(ILogger logger, string source, string cause);

    [LoggerMessage(LogLevel.Warning, "{Source} refuses tag {Tag}: {Reason} The other tags go on.")]
    static partial void LogRefused(ILogger logger, string source, long tag, string reason);
}

/// <summary>A source's own bounded channel.</summary>
sealed record SourceFeed(string Name, ChannelReader<SourceNotice> Notices);
