using Dapper;
using Mes.Contracts.Events;
using Mes.Contracts.Telemetry;
using Mes.Edge.Configuration;
using Mes.Edge.Journal;
using Mes.Testing;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace Mes.Edge.Tests.Journal;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JournalTests : IDisposable
{
    readonly ManualClock _clock = new();
    readonly ProducerKey _key = Some.Key();
    readonly TemporaryFolder _folder = new();
    readonly EdgeClock _edgeClock;
    readonly EventMint _mint;

    public JournalTests()
    {
        _edgeClock = new EdgeClock(_clock);
        _mint = new EventMint(_edgeClock, "filler-hmi");
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Events_survive_a_reopening_with_their_numbers_and_their_chain()
    {
        using (var first = Open())
        {
            Commit(first, count: 3);
        }

        using var again = Open();
        Commit(again, count: 2);

        using var reader = again.OpenReader();
        var rows = reader.ReadEvents(1, again.Incarnation.Genesis, most: 100, mostBytes: int.MaxValue);
        Assert.That(rows.Select(row => row.Seq), Is.EqualTo([1, 2, 3, 4, 5]));
        Assert.That(rows[^1].Hash, Is.EqualTo(again.Tip.Current.Hash));
    }

    [Test]
    public void The_file_is_kept_as_durable_and_as_small_as_the_rules_ask()
    {
        using var store = Open();
        using var file = new SqliteConnection($"Data Source={DatabaseFile};Mode=ReadOnly;Pooling=False");
        file.Open();

        Assert.Multiple(() =>
        {
            Assert.That(file.ExecuteScalar<string>("pragma journal_mode"), Is.EqualTo("wal"));
            Assert.That(file.ExecuteScalar<long>("pragma auto_vacuum"), Is.EqualTo(2), "incremental");
            Assert.That(new Version(store.SqliteVersion), Is.GreaterThan(new Version(3, 36)), "the system's library");
        });
    }

    [Test]
    public void A_second_worker_is_refused_in_words()
    {
        using var first = Open();

        Assert.That(Open, Throws.TypeOf<JournalException>().With.Message.Contains("in use by another mes-edge"));
    }

    [Test]
    public void Another_producer_is_refused()
    {
        Open().Dispose();

        Assert.That(
            () => JournalStore.Open(_folder.Path, producer: 2, _key),
            Throws.TypeOf<JournalException>().With.Message.Contains("the journal of producer 1, the configuration says 2"));
    }

    [Test]
    public void Another_key_is_refused()
    {
        Open().Dispose();

        Assert.That(
            () => JournalStore.Open(_folder.Path, producer: 1, Some.Key()),
            Throws.TypeOf<JournalException>().With.Message.Contains("begun with another key"));
    }

    [Test]
    public void A_newer_journal_is_left_alone()
    {
        Open().Dispose();
        Execute("pragma user_version = 99");

        Assert.That(Open, Throws.TypeOf<JournalException>().With.Message.Contains("written by a newer mes-edge"));
    }

    [TestCase("update event set bytes = zeroblob(length(bytes)) where seq = 3")]
    [TestCase("update event set settled_us = settled_us + 1 where seq = 3")]
    [TestCase("update event set hash = zeroblob(32) where seq = 3")]
    public void A_damaged_event_is_named_and_neither_it_nor_what_follows_is_read(string damage)
    {
        using (var store = Open())
        {
            Commit(store, count: 5);
        }

        Execute(damage);

        using var again = Open();
        using var reader = again.OpenReader();
        var intact = reader.ReadEvents(1, again.Incarnation.Genesis, most: 100, mostBytes: int.MaxValue);
        Assert.That(intact.Select(row => row.Seq), Is.EqualTo([1, 2]));
        Assert.That(
            () => reader.ReadEvents(3, intact[^1].Hash, most: 100, mostBytes: int.MaxValue),
            Throws.TypeOf<JournalException>().With.Message.Contains("event 3 does not match"));
    }

    [Test]
    public void A_missing_event_is_named()
    {
        using (var store = Open())
        {
            Commit(store, count: 5);
        }

        Execute("delete from event where seq = 2");

        using var again = Open();
        using var reader = again.OpenReader();
        var first = reader.ReadEvents(1, again.Incarnation.Genesis, most: 100, mostBytes: int.MaxValue).Single();
        Assert.That(
            () => reader.ReadEvents(2, first.Hash, most: 100, mostBytes: int.MaxValue),
            Throws.TypeOf<JournalException>().With.Message.Contains("event 2 is missing, 3 comes next"));
    }

    [Test]
    public void Nothing_is_added_after_a_damaged_end()
    {
        using (var store = Open())
        {
            Commit(store, count: 5);
        }

        Execute("update event set crc = crc + 1 where seq = 5");

        Assert.That(Open, Throws.TypeOf<JournalException>().With.Message.Contains("its newest event, 5,"));
    }

    [Test]
    public void A_damaged_checkpoint_is_named()
    {
        using (var store = Open())
        {
            Commit(store, count: 1, checkpoint: "{}"u8.ToArray());
        }

        Execute("update checkpoint set json = x'7b7c'");

        using var again = Open();
        Assert.That(
            () => again.ReadCheckpoint("line"), Throws.TypeOf<JournalException>().With.Message.Contains("checkpoint line"));
    }

    [Test]
    public void Samples_wait_in_the_open_segment_and_survive_a_restart_there()
    {
        using (var store = Open())
        {
            Commit(store, samples: Samples(1, 2));
            Commit(store, samples: Samples(3));
            Assert.That(store.Tip.Current.Segment, Is.Zero);
        }

        using var again = Open();
        Assert.That(again.OpenSamples, Is.EqualTo(3));
        Commit(again, samples: Samples(4), seal: true);

        using var reader = again.OpenReader();
        var sealedSegment = SegmentCodec.Decode(reader.ReadSegments(1, most: 10, mostBytes: int.MaxValue).Single().Bytes);
        Assert.That(sealedSegment.Samples.Select(sample => sample.Value), Is.EqualTo([1.0, 2.0, 3.0, 4.0]));
        Assert.That(again.OpenSamples, Is.Zero);
    }

    [Test]
    public void A_batch_may_claim_only_what_its_last_event_settles()
    {
        using var store = Open();
        Commit(store, count: 1, settled: Some.Morning);
        Commit(store, count: 2, settled: Some.Morning.AddMinutes(1));

        using var reader = store.OpenReader();
        var settled = reader.ReadEvents(1, store.Incarnation.Genesis, most: 100, mostBytes: int.MaxValue)
            .Select(row => Microseconds.ToTime(row.SettledUs));
        Assert.That(settled, Is.EqualTo([Some.Morning, Some.Morning, Some.Morning.AddMinutes(1)]));
    }

    [Test]
    public void Only_what_central_holds_safely_is_pruned_and_never_the_newest()
    {
        using var store = Open();
        Commit(store, count: 5);
        Commit(store, count: 0, acknowledged: [new Acknowledged(Contracts.Chain.Lane.Event, Seq: 5, Safe: 3)]);

        store.Prune(_clock.GetUtcNow() - TimeSpan.FromDays(14), anchored: 0);
        Assert.That(SeqsOnDisk(), Is.EqualTo([1, 2, 3, 4, 5]), "too young");

        store.Prune(_clock.GetUtcNow() + TimeSpan.FromDays(1), anchored: 0);
        Assert.That(SeqsOnDisk(), Is.EqualTo([4, 5]), "old enough");
    }

    string DatabaseFile => _folder.File("journal.db");

    JournalStore Open() => JournalStore.Open(_folder.Path, producer: 1, _key);

    List<long> SeqsOnDisk()
    {
        using var file = new SqliteConnection($"Data Source={DatabaseFile};Mode=ReadOnly;Pooling=False");
        return file.Query<long>("select seq from event order by seq").AsList();
    }

    void Execute(string sql)
    {
        using var file = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        file.Execute(sql);
    }

    void Commit(
        JournalStore store, int count = 0, IReadOnlyList<TelemetrySample>? samples = null, bool seal = false,
        DateTimeOffset? settled = null, byte[]? checkpoint = null, IReadOnlyList<Acknowledged>? acknowledged = null)
    {
        var events = Enumerable.Range(0, count)
            .Select(_ => _mint.Make(new MachineStateChanged(Some.Filler, "RUNNING", "6"), Some.Morning))
            .ToArray();
        var checkpoints = checkpoint is null ? [] : new Dictionary<string, byte[]> { ["line"] = checkpoint };
        store.Commit(new JournalCommit(
            events, checkpoints, samples ?? [], _edgeClock.Times(), settled ?? Some.Morning, seal, acknowledged ?? []));
    }

    static TelemetrySample[] Samples(params double[] values) =>
        [.. values.Select(value => new TelemetrySample(Some.TemperatureTag, Some.Morning, value, Status: 0))];
}
