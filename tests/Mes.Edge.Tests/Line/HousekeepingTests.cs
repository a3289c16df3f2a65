using System.Security.Cryptography;
using Mes.Contracts.Events;
using Mes.Contracts.Telemetry;
using Mes.Edge.Journal;
using Mes.Edge.Line;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Line;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HousekeepingTests : IDisposable
{
    readonly ManualClock _clock = new();
    readonly TemporaryFolder _folder = new();
    readonly EdgeClock _edgeClock;
    readonly JournalStore _store;
    readonly LineBook _book;
    readonly Housekeeping _housekeeping;

    public HousekeepingTests()
    {
        var configuration = Some.Configuration(_folder);
        _edgeClock = new EdgeClock(_clock);
        _store = JournalStore.Open(_folder.Path, configuration.Producer, configuration.Key);
        _book = LineBook.Open(configuration, _store, new EventMint(_edgeClock, "filler-hmi"), "mes-edge 1.0.0");
        _book.Drain();
        _housekeeping = new Housekeeping(configuration, _book, _store, _edgeClock);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Every_ten_minutes_an_event_vouches_for_the_segments_since_the_last_one()
    {
        Seal(21.5);
        Seal(22.5);
        _housekeeping.BeforeCommit();
        Assert.That(_book.Events, Is.Empty, "too early");

        _clock.Advance(TimeSpan.FromMinutes(10));
        _housekeeping.BeforeCommit();

        Assert.That(_book.Events.Single().Body, Is.EqualTo(new TelemetryAnchored(1, 2, RootOf(_store.SegmentHashes(1, 2)))));
    }

    [Test]
    public void The_next_one_begins_where_the_last_one_ended()
    {
        Seal(21.5);
        _clock.Advance(TimeSpan.FromMinutes(10));
        _housekeeping.BeforeCommit();
        Seal(22.5);
        _clock.Advance(TimeSpan.FromMinutes(10));
        _housekeeping.BeforeCommit();

        Assert.That(
            _book.Events.Select(journaled => journaled.Body).Cast<TelemetryAnchored>().Select(each => (each.First, each.Last)),
            Is.EqualTo([(1L, 1L), (2L, 2L)]));
    }

    [Test]
    public void Without_new_segments_there_is_nothing_to_vouch_for()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        _housekeeping.BeforeCommit();

        Assert.That(_book.Events, Is.Empty);
    }

    void Seal(double value) => _store.Commit(new JournalCommit(
        [], new Dictionary<string, byte[]>(), [new TelemetrySample(Some.TemperatureTag, Some.Morning, value, Status: 0)],
        _edgeClock.Times(), Some.Morning, Seal: true, []));

    static string RootOf(IEnumerable<byte[]> hashes) =>
        Convert.ToHexStringLower(SHA256.HashData([.. hashes.SelectMany(hash => hash)]));
}
