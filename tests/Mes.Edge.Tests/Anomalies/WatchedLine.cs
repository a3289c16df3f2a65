using Mes.Contracts.Events;
using Mes.Contracts.Telemetry;
using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Edge.Journal;
using Mes.Edge.Line;
using Mes.Edge.Tests.Configuration;
using Mes.Testing;

namespace Mes.Edge.Tests.Anomalies;

/// <summary>
/// What the recorder does, commit by commit, with its real journal: so that the program can end between any two of them, as
/// kill -9 ends it.
/// </summary>
sealed class WatchedLine : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly ManualClock _clock = new();
    readonly List<TelemetrySample> _samples = [];
    EdgeConfiguration _configuration;
    EdgeClock _edgeClock;
    JournalStore _store;
    LineBook _book;
    Housekeeping _housekeeping;

    public WatchedLine(string detect)
    {
        _configuration = Configure(detect);
        (_edgeClock, _store, _book, _housekeeping) = Start();
        Commit();
    }

    public LineBook Book => _book;

    /// <summary>All alarms in the journal.</summary>
    public IReadOnlyList<AnomalyDetected> Alarms => [.. Journaled.Select(journaled => journaled.Body).OfType<AnomalyDetected>()];

    public IReadOnlyList<JournalEvent> Journaled
    {
        get
        {
            using var reader = _store.OpenReader();
            return [.. reader.ReadEvents(1, _store.Incarnation.Genesis, int.MaxValue, int.MaxValue)
                .Select(row => EventJson.Read(row.Bytes))];
        }
    }

    /// <summary>A sample comes; with the next commit it is durable.</summary>
    public WatchedLine Sample(double? value, DateTimeOffset at, uint status = 0)
    {
        var sample = Some.Sample(Some.TemperatureTag, value, at, status);
        _book.Take(Some.Plc, new SourceNotice.Published(at, [sample], null));
        _samples.Add(new TelemetrySample(sample.Tag, sample.Time, sample.Value, sample.Status));
        return this;
    }

    public WatchedLine Commit(bool seal = false)
    {
        _housekeeping.BeforeCommit();
        var (events, checkpoints) = _book.Drain();
        _store.Commit(new JournalCommit(
            events, checkpoints, [.. _samples], _edgeClock.Times(), _book.Settled ?? _edgeClock.Utc,
            seal || _book.Anomalies.WantsSegmentEnd, []));
        _samples.Clear();
        _housekeeping.AfterCommit();
        return this;
    }

    public WatchedLine Wait(TimeSpan span)
    {
        _clock.Advance(span);
        return this;
    }

    /// <summary>The program ends without a word; what was not committed is gone.</summary>
    public WatchedLine Kill(string? detect = null)
    {
        _store.Dispose();
        _samples.Clear();
        _configuration = detect is null ? _configuration : Configure(detect);
        (_edgeClock, _store, _book, _housekeeping) = Start();
        return Commit();
    }

    public IReadOnlyList<string> Checkpoints(params string[] names) =>
        [.. names.Where(name => _store.ReadCheckpoint(name) is not null)];

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    EdgeConfiguration Configure(string detect) =>
        Some.Configuration(_folder, json => DetectorReaderTests.Watched(json, detect));

    (EdgeClock Clock, JournalStore Store, LineBook Book, Housekeeping Housekeeping) Start()
    {
        var clock = new EdgeClock(_clock);
        var store = JournalStore.Open(_configuration.DataFolder, _configuration.Producer, _configuration.Key);
        var book = LineBook.Open(_configuration, store, new EventMint(clock, "filler-hmi"), "mes-edge 1.0.0");
        return (clock, store, book, new Housekeeping(_configuration, book, store, clock));
    }
}
