using System.Security.Cryptography;
using Dapper;
using Mes.Contracts.Chain;
using Mes.Contracts.Events;
using Mes.Contracts.Integrity;
using Mes.Contracts.Replication;
using Mes.Contracts.Telemetry;
using Mes.Edge.Configuration;
using Microsoft.Data.Sqlite;

namespace Mes.Edge.Journal;

/// <summary>The writing side of the journal, for one loop only. After a failed write it must not be used again (L16).</summary>
sealed class JournalStore : IDisposable
{
    readonly JournalFile _file;
    readonly SqliteConnection _connection;
    readonly Watched<JournalTip> _tip;
    readonly Dictionary<Lane, Acknowledged> _acknowledged;

    JournalStore(JournalFile file, SqliteConnection connection, Incarnation incarnation, JournalTip tip, int openSamples)
    {
        _file = file;
        _connection = connection;
        Incarnation = incarnation;
        _tip = new Watched<JournalTip>(tip);
        OpenSamples = openSamples;
        _acknowledged = ReadAcknowledged(connection).ToDictionary(each => each.Lane);
    }

    public Incarnation Incarnation { get; }

    /// <summary>Changes after each commit; what is in it is durable.</summary>
    public Watched<JournalTip> Tip => _tip;

    /// <summary>How far central held a lane when it last answered.</summary>
    public Acknowledged AcknowledgedOf(Lane lane) => _acknowledged.GetValueOrDefault(lane, new Acknowledged(lane, 0, 0));

    /// <summary>Samples that wait in the open segment.</summary>
    public int OpenSamples { get; private set; }

    public string SqliteVersion => _connection.ServerVersion;

    /// <summary>Opens the journal in a folder, making it where there is none.</summary>
    /// <exception cref="JournalException">It is held, damaged at its end, or another producer's.</exception>
    public static JournalStore Open(string folder, uint producer, ProducerKey key)
    {
        var file = JournalFile.Hold(folder);
        SqliteConnection? connection = null;
        try
        {
            connection = file.OpenWriter();
            var incarnation = Identity.Claim(connection, file.Path, producer, key);
            var tip = ReadTip(connection, file.Path, incarnation);
            var open = ReadOpenSamples(connection).Count;
            return new JournalStore(file, connection, incarnation, tip, open);
        }
        catch
        {
            connection?.Dispose();
            file.Dispose();
            throw;
        }
    }

    public JournalReader OpenReader() => new(_file.OpenReader(), Incarnation);

    const string FindActSql = "select id from event where act = @Act";

    /// <summary>The event that an act led to, if it led to one.</summary>
    public Guid? FindAct(Guid act)
    {
        var id = _connection.QuerySingleOrDefault<byte[]?>(FindActSql, new { Act = act.ToByteArray(bigEndian: true) });
        return id is null ? null : new Guid(id, bigEndian: true);
    }

    const string SegmentHashesSql = "select sha256 from segment where seq between @First and @Last order by seq";

    /// <summary>Hashes of the segments First to Last.</summary>
    public IEnumerable<byte[]> SegmentHashes(long first, long last) =>
        _connection.Query<byte[]>(SegmentHashesSql, new { First = first, Last = last });

    const string SegmentsAfterSql = "select bytes from segment where seq > @After order by seq";

    /// <summary>
    /// Every sample that was committed after a segment was sealed; those of a tag in the order in which they came. A damaged
    /// segment is passed over.
    /// </summary>
    public IEnumerable<TelemetrySample> SamplesAfter(long segment) => _connection
        .Query<byte[]>(SegmentsAfterSql, new { After = segment }, buffered: false)
        .SelectMany(SamplesIn)
        .Concat(ReadOpenSamples(_connection));

    static IReadOnlyList<TelemetrySample> SamplesIn(byte[] segment)
    {
        try
        {
            return SegmentCodec.Decode(segment).Samples;
        }
        catch (MalformedBatchException)
        {
            return [];
        }
    }

    const string CheckpointSql = "select json as Json, crc as Crc from checkpoint where name = @Name";

    /// <summary>What was last committed under this name.</summary>
    /// <exception cref="JournalException">It is damaged.</exception>
    public byte[]? ReadCheckpoint(string name)
    {
        var row = _connection.QuerySingleOrDefault<CheckpointRow>(CheckpointSql, new { Name = name });
        return row is null || Crc32C.Of(row.Json) == row.Crc
            ? row?.Json
            : throw new JournalException($"{_file.Path} is damaged: checkpoint {name} does not match its checksum.");
    }

    const string InsertEventSql = """
        insert into event (seq, id, act, kind, at_us, settled_us, bytes, hash, crc)
        values (@Seq, @Id, @Act, @Kind, @AtUs, @SettledUs, @Bytes, @Hash, @Crc)
        """;

    const string UpsertCheckpointSql = """
        insert into checkpoint (name, json, crc) values (@Name, @Json, @Crc)
        on conflict (name) do update set json = excluded.json, crc = excluded.crc
        """;

    const string AcknowledgeSql = """
        insert into acknowledged (lane, seq, safe) values (@Lane, @Seq, @Safe)
        on conflict (lane) do update set seq = excluded.seq, safe = excluded.safe
        """;

    /// <summary>One transaction, on disk when this returns.</summary>
    public void Commit(JournalCommit commit)
    {
        using var transaction = _connection.BeginTransaction();
        var tip = AppendEvents(commit, _tip.Current, transaction);
        foreach (var (name, json) in commit.Checkpoints)
        {
            _connection.Execute(
                UpsertCheckpointSql, new { Name = name, Json = json, Crc = (long)Crc32C.Of(json) }, transaction);
        }

        foreach (var acknowledged in commit.Acknowledged)
        {
            var row = new { Lane = (int)acknowledged.Lane, acknowledged.Seq, acknowledged.Safe };
            _connection.Execute(AcknowledgeSql, row, transaction);
        }

        var (segment, open) = AppendSamples(commit, tip.Segment, transaction);
        transaction.Commit();
        foreach (var acknowledged in commit.Acknowledged)
        {
            _acknowledged[acknowledged.Lane] = acknowledged;
        }

        OpenSamples = open;
        _tip.Update(_ => tip with { Segment = segment, Settled = commit.Settled });
    }

    JournalTip AppendEvents(JournalCommit commit, JournalTip tip, SqliteTransaction transaction)
    {
        var (seq, hash) = (tip.Seq, tip.Hash);
        foreach (var journaled in commit.Events)
        {
            var bytes = EventJson.Write(journaled);
            hash = ChainHash.Next(hash, ++seq, bytes);
            var isLast = ReferenceEquals(journaled, commit.Events[^1]);
            var settled = Microseconds.Of(isLast ? commit.Settled : tip.Settled);
            _connection.Execute(
                InsertEventSql,
                new
                {
                    Seq = seq,
                    Id = journaled.Id.ToByteArray(bigEndian: true),
                    Act = journaled.Act?.ToByteArray(bigEndian: true),
                    Kind = journaled.Body.GetType().Name,
                    AtUs = Microseconds.Of(journaled.Times.EdgeUtc),
                    SettledUs = settled,
                    Bytes = bytes,
                    Hash = hash,
                    Crc = EventRow.CrcOf(seq, bytes, hash, settled),
                },
                transaction);
        }

        return tip with { Seq = seq, Hash = hash };
    }

    const string InsertOpenSql = "insert into open_segment (bytes) values (@Bytes)";

    const string InsertSegmentSql = """
        insert into segment (seq, at_us, bytes, sha256, crc) values (@Seq, @AtUs, @Bytes, @Sha256, @Crc);
        delete from open_segment;
        """;

    (long Segment, int Open) AppendSamples(JournalCommit commit, long segment, SqliteTransaction transaction)
    {
        var fresh = commit.Samples.Count == 0
            ? null
            : new TelemetrySegment(commit.At.Boot, commit.At.EdgeUtc, commit.At.EdgeMono, commit.Samples);
        if (!commit.Seal)
        {
            if (fresh is not null)
            {
                _connection.Execute(InsertOpenSql, new { Bytes = SegmentCodec.Encode(fresh) }, transaction);
            }

            return (segment, OpenSamples + commit.Samples.Count);
        }

        var parts = OpenSamples == 0 ? [] : ReadOpenParts(_connection);
        if (fresh is not null)
        {
            parts.Add(fresh);
        }

        foreach (var sealing in Sealable(parts))
        {
            var bytes = SegmentCodec.Encode(sealing);
            var sha256 = SHA256.HashData(bytes);
            segment++;
            _connection.Execute(
                InsertSegmentSql,
                new
                {
                    Seq = segment,
                    AtUs = Microseconds.Of(sealing.EdgeUtc),
                    Bytes = bytes,
                    Sha256 = sha256,
                    Crc = SegmentRow.CrcOf(segment, sha256, bytes),
                },
                transaction);
        }

        return (segment, 0);
    }

    // A part of another boot has clocks of its own, so it becomes a segment of its own.
    static IEnumerable<TelemetrySegment> Sealable(List<TelemetrySegment> parts) =>
        from boot in parts.GroupBy(part => part.Boot)
        from samples in boot.SelectMany(part => part.Samples).Chunk(TelemetrySegment.MaxSamples)
        select boot.First() with { Samples = samples };

    // The newest row of each lane stays: numbering and chain go on from it.
    const string PruneSql = """
        delete from event where seq in (
            select seq from event where seq <= @SafeEvent and seq < @Tip and at_us < @Before order by seq limit 5000);
        delete from segment where seq in (
            select seq from segment where seq <= @SafeSegment and seq < @Segment and at_us < @Before order by seq limit 5000);
        pragma incremental_vacuum(2000);
        """;

    /// <summary>Drops old rows that central holds safely; a bounded bite, so that samples never wait long for it.</summary>
    /// <param name="anchored">Newest segment that an event vouches for; later ones stay until one does.</param>
    public void Prune(DateTimeOffset before, long anchored) => _connection.Execute(
        PruneSql,
        new
        {
            SafeEvent = AcknowledgedOf(Lane.Event).Safe,
            SafeSegment = Math.Min(AcknowledgedOf(Lane.Telemetry).Safe, anchored),
            Tip = _tip.Current.Seq,
            _tip.Current.Segment,
            Before = Microseconds.Of(before),
        });

    public void Dispose()
    {
        _connection.Dispose();
        _file.Dispose();
    }

    const string TipSql = """
        select seq as Seq, bytes as Bytes, hash as Hash, settled_us as SettledUs, crc as Crc
        from event
        order by seq desc
        limit 1
        """;

    static JournalTip ReadTip(SqliteConnection connection, string path, Incarnation incarnation)
    {
        var segment = connection.ExecuteScalar<long>("select coalesce(max(seq), 0) from segment");
        var last = connection.QuerySingleOrDefault<EventRow>(TipSql);
        if (last is null)
        {
            return new JournalTip(0, incarnation.Genesis, DateTimeOffset.UnixEpoch, segment);
        }

        return last.IsIntact
            ? new JournalTip(last.Seq, last.Hash, Microseconds.ToTime(last.SettledUs), segment)
            : throw new JournalException(
                $"{path} is damaged: its newest event, {last.Seq}, does not match its checksum. Nothing can be added after it. "
                + "Move the folder aside, keep it, and start again: what central lacks can be read from it.");
    }

    const string AcknowledgedSql = "select lane as Lane, seq as Seq, safe as Safe from acknowledged";

    static IEnumerable<Acknowledged> ReadAcknowledged(SqliteConnection connection) =>
        from row in connection.Query<(long Lane, long Seq, long Safe)>(AcknowledgedSql)
        select new Acknowledged((Lane)row.Lane, row.Seq, row.Safe);

    const string OpenSegmentSql = "select bytes from open_segment order by ordinal";

    static List<TelemetrySegment> ReadOpenParts(SqliteConnection connection) =>
        [.. connection.Query<byte[]>(OpenSegmentSql).Select(bytes => SegmentCodec.Decode(bytes))];

    static List<TelemetrySample> ReadOpenSamples(SqliteConnection connection) =>
        [.. ReadOpenParts(connection).SelectMany(part => part.Samples)];

    sealed record CheckpointRow(byte[] Json, long Crc);
}
