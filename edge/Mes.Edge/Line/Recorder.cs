using System.Threading.Channels;
using Mes.Edge.Acquisition;
using Mes.Edge.Execution;
using Mes.Edge.Journal;

namespace Mes.Edge.Line;

/// <summary>
/// The one loop that writes. It takes acts, notes and samples, advances the line, and makes all of it durable together: at once
/// where a person or a transition waits, else soon after the first sample (L13). Only then it answers.
/// </summary>
sealed partial class Recorder(
    LineBook book, JournalStore store, EdgeClock clock, RecorderInbox inbox, LineScreen screen,
    Housekeeping housekeeping, RecorderMeter meter, ILogger<Recorder> logger)
{
    // While central is away, segments grow until one of these: fewer, larger ones take less room (L13).
    static readonly TimeSpan SealAfter = TimeSpan.FromSeconds(10);
    const int SealAt = 1_000;

    readonly Gathering _gathering = new(clock);
    TimeSpan _openSince;

    bool IsSealDue =>
        store.OpenSamples + _gathering.Samples.Count >= SealAt
        || screen.CentralIsConnected
        || book.Anomalies.WantsSegmentEnd
        || clock.Mono - _openSince >= SealAfter;

    TimeSpan UntilCommit
    {
        get
        {
            var sealing = store.OpenSamples > 0 ? SealAfter - (clock.Mono - _openSince) : SealAfter;
            return _gathering.DueIn is { } due && due < sealing ? due : sealing;
        }
    }

    /// <summary>Runs until every channel is closed; what was in them is then durable.</summary>
    public async Task RunAsync(IReadOnlyList<SourceFeed> feeds)
    {
        Commit();
        LogReady(logger, store.Incarnation.Id, store.Tip.Current.Seq);
        var intake = new Intake([
            () => inbox.Acts.WaitToReadAsync(), () => inbox.Notes.WaitToReadAsync(),
            .. feeds.Select<SourceFeed, Func<ValueTask<bool>>>(feed => () => feed.Notices.WaitToReadAsync())]);
        var isOpen = true;
        while (isOpen)
        {
            TakeWhatWaits(feeds);
            var untilCommit = UntilCommit;
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
        while (inbox.Acts.TryRead(out var act))
        {
            Take(act);
        }

        while (inbox.Notes.TryRead(out var note))
        {
            Take(note);
        }

        // A person's act does not wait for samples; one notice of each source a round keeps the sources even.
        for (var progress = true; progress && _gathering is { IsUrgent: false, IsFull: false };)
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
        var outcome = _gathering.OutcomeOf(id);
        if (outcome is null)
        {
            outcome = store.FindAct(id) is { } first ? new ActOutcome.Accepted(first) : book.Perform(waiting.Act, clock.Utc);
            meter.Act(outcome is ActOutcome.Accepted);
        }

        _gathering.Add(waiting, outcome);
    }

    void Take(RecorderNote note)
    {
        _gathering.Begin();
        switch (note)
        {
            case RecorderNote.CentralHolds { Acknowledged: var acknowledged }:
                _gathering.Add(acknowledged);
                break;
            case RecorderNote.ClockCompared compared:
                book.Observe(compared.Observed);
                break;
        }
    }

    void Take(SourceFeed feed, SourceNotice notice)
    {
        _gathering.Begin();
        var eventsBefore = book.Events.Count;
        switch (notice)
        {
            case SourceNotice.Published published:
                _gathering.Add(published);
                meter.Samples(published.Samples);
                book.Take(feed.Name, published);
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
            case SourceNotice.Unreadable unreadable:
                LogUnreadable(logger, feed.Name, unreadable.Words);
                break;
        }

        screen.Take(feed.Name, notice, clock.Utc);
        _gathering.IsUrgent |= book.Events.Count > eventsBefore;
    }

    void Commit()
    {
        var started = clock.Time.GetTimestamp();
        if (store.OpenSamples == 0)
        {
            _openSince = clock.Mono;
        }

        housekeeping.BeforeCommit();
        var (events, checkpoints) = book.Drain();
        store.Commit(new JournalCommit(
            events, checkpoints, _gathering.Samples, _gathering.At, book.Settled ?? clock.Utc, IsSealDue,
            _gathering.Acknowledged));
        meter.Commit(clock.Time.GetElapsedTime(started));
        screen.Show(book, store, clock.Utc);
        _gathering.Answer();
        housekeeping.AfterCommit();
    }

    [LoggerMessage(LogLevel.Information, "Journal {Incarnation} continues after event {Seq}.")]
    static partial void LogReady(ILogger logger, Guid incarnation, long seq);

    [LoggerMessage(LogLevel.Information, "{Source} is connected.")]
    static partial void LogConnected(ILogger logger, string source);

    [LoggerMessage(LogLevel.Warning, "{Source} is away: {Cause} Trying again; its machines have no data until then.")]
    static partial void LogInterrupted(ILogger logger, string source, string cause);

    [LoggerMessage(LogLevel.Warning, "{Source} refuses tag {Tag}: {Reason} The other tags go on.")]
    static partial void LogRefused(ILogger logger, string source, long tag, string reason);

    [LoggerMessage(LogLevel.Warning, "{Source}: {What} They are acknowledged and left out.")]
    static partial void LogUnreadable(ILogger logger, string source, string what);
}

/// <summary>A source's own bounded channel.</summary>
sealed record SourceFeed(string Name, ChannelReader<SourceNotice> Notices);
