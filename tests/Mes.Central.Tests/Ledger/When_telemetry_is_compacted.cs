using Dapper;
using Mes.Central.Ledger;
using Mes.Contracts.Telemetry;
using Mes.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Mes.Central.Tests.Ledger;

sealed class When_telemetry_is_compacted : CentralFixture
{
    const uint Uncertain = 0x40000000;
    const uint BadNoCommunication = 0x80310000;

    // Long over by the database's clock, which decides whether an hour is closed.
    static readonly DateTimeOffset Now = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);

    ManualClock _clock = null!;
    long _seq;

    protected override Task<TestCentral> StartAsync()
    {
        _seq = 0;
        return TestCentral.StartAsync(clock: _clock = new ManualClock(Now));
    }

    [Test]
    public async Task A_closed_hour_becomes_blocks_and_its_partition_goes()
    {
        await SendInPiecesAsync(Samples(tag: 7, count: 500));
        var before = await ContentAsync();

        var moved = await CompactAsync();

        Assert.That(moved, Is.EqualTo(500));
        Assert.That(await ContentAsync(), Is.EqualTo(before));
        Assert.That(await Central.SingleAsync<long>("select count(*) from telemetry_head"), Is.Zero);
        Assert.That(await Central.SingleAsync<string?>("select to_regclass('telemetry_head_2024030108')::text"), Is.Null);
        Assert.That(await CompactAsync(), Is.Zero);
        Assert.That(await ContentAsync(), Is.EqualTo(before));
    }

    [TestCase(880, 4.05, 1)]
    [TestCase(5000, 0.7, 2)]
    public async Task A_long_run_becomes_a_block_at_once_and_the_same_one_that_compaction_makes(int count, double step, int parts)
    {
        var samples = Samples(tag: 7, count, step);
        await SendAsync(samples);
        await SendInPiecesAsync([.. samples.Select(sample => sample with { Tag = 8 })]);
        Assert.That(await Central.SingleAsync<long>("select count(*) from telemetry_head where tag = 7"), Is.Zero);

        await CompactAsync();

        const string sql = """
            select (to_jsonb(b) - 'tag' - 'block_id' - 'received_at')::text
            from telemetry_block b
            where tag = @Tag
            order by t0
            """;
        var direct = await Central.QueryAsync<string>(sql, new { Tag = 7 });
        Assert.That(direct, Has.Count.EqualTo(parts).And.All.Contains("slice_minute"));
        Assert.That(await Central.QueryAsync<string>(sql, new { Tag = 8 }), Is.EqualTo(direct));
    }

    [Test]
    public async Task A_run_that_crosses_an_hour_or_pauses_long_is_parted()
    {
        var times = Enumerable.Range(0, 100).Select(n => Now.AddMinutes(-1).AddSeconds(n))
            .Concat(Enumerable.Range(0, 100).Select(n => Now.AddMinutes(50).AddSeconds(n)));
        await SendAsync([.. times.Select(time => new TelemetrySample(7, time, 1, 0)).Where(sample => sample.Time >= Now)
            .Concat(Enumerable.Range(0, 70).Select(n => new TelemetrySample(7, Now.AddMinutes(-2).AddSeconds(n), 2, 0)))]);

        var blocks = await Central.QueryAsync<(DateTimeOffset From, DateTimeOffset To, int Samples)>(
            "select t0, t1, samples from telemetry_block order by t0");

        Assert.That(blocks, Is.EqualTo([
            (Now.AddMinutes(-2), Now.AddSeconds(-51), 70),
            (Now, Now.AddSeconds(39), 40),
            (Now.AddMinutes(50), Now.AddMinutes(50).AddSeconds(99), 100)]));
    }

    [Test]
    public async Task What_has_no_value_a_doubtful_status_or_a_false_time_stays_so()
    {
        TelemetrySample[] odd =
        [
            new(7, Now, null, BadNoCommunication), new(7, Now.AddMilliseconds(1), double.NaN, 0),
            new(7, Now.AddMilliseconds(1), double.PositiveInfinity, Uncertain), new(7, Now.AddTicks(12_340), -0.0, 0),
            new(7, Now.AddDays(-500), 5, 0), new(7, Now.AddMinutes(40), 1.7e308, 0), new(7, Now.AddMinutes(40), 1.7e308, 0),
        ];
        await SendAsync(odd);
        await SendAsync([.. Enumerable.Range(0, 12).SelectMany(_ => odd).Select(sample => sample with { Tag = 9 })]);
        var before = await ContentAsync();

        await CompactAsync();

        Assert.That(await ContentAsync(), Is.EqualTo(before));
        Assert.That(
            await Central.SingleAsync<long>("select count(*) from machine_telemetry where misdated"), Is.EqualTo(13));
        Assert.That(
            await Central.SingleAsync<long>("select count(*) from machine_telemetry where status = 2150694912"), Is.EqualTo(13));
    }

    [Test]
    public async Task An_hour_that_may_still_be_written_is_refused()
    {
        await using var service = await ServiceAsync();

        Assert.That(
            () => service.ExecuteAsync("select compact_telemetry_hour(now())"),
            Throws.TypeOf<PostgresException>().With.Message.Contains("not over"));
    }

    [Test]
    public async Task A_failure_half_way_leaves_everything_as_it_was()
    {
        await SendInPiecesAsync(Samples(tag: 7, count: 100));
        var before = await ContentAsync();
        await using var service = await ServiceAsync();
        await using (var transaction = await service.BeginTransactionAsync())
        {
            Assert.That(
                await service.ExecuteScalarAsync<long>("select compact_telemetry_hour(@Now)", new { Now }, transaction),
                Is.EqualTo(100));
            await transaction.RollbackAsync();
        }

        Assert.That(await ContentAsync(), Is.EqualTo(before));
        Assert.That(await CompactAsync(), Is.EqualTo(100));
        Assert.That(await ContentAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_sample_on_its_way_into_the_hour_is_waited_for()
    {
        await SendInPiecesAsync(Samples(tag: 7, count: 100));
        await using var service = await ServiceAsync();
        await using var sending = await service.BeginTransactionAsync();
        await service.ExecuteAsync(
            "insert into telemetry_head values (1, 1, 7, @Now, @Now, 5, 0, false)", new { Now }, sending);
        var compacting = CompactAsync();
        await Eventually.Async(
            async () => await Central.SingleAsync<long>(
                """
                select count(*)
                from pg_locks l
                join pg_database d on d.oid = l.database
                where d.datname = current_database() and not l.granted
                """) > 0,
            TimeSpan.FromSeconds(10), "the compaction waits");
        await sending.CommitAsync();

        Assert.That(await compacting, Is.EqualTo(101));
        Assert.That(await Central.SingleAsync<long>("select count(*) from machine_telemetry"), Is.EqualTo(101));
    }

    [Test]
    public async Task Samples_for_an_hour_that_is_gone_are_taken_all_the_same()
    {
        await SendInPiecesAsync(Samples(tag: 7, count: 10));
        await CompactAsync();

        await SendAsync([new TelemetrySample(7, Now, 1, 0)]);

        Assert.That(await CompactAsync(), Is.EqualTo(1));
        Assert.That(await Central.SingleAsync<long>("select count(*) from machine_telemetry"), Is.EqualTo(11));
    }

    [Test]
    public async Task Whoever_reads_while_hours_are_compacted_sees_each_sample_once()
    {
        const int hours = 12;
        const int perHour = 300;
        for (var hour = 0; hour < hours; hour++)
        {
            await SendInPiecesAsync(Samples(tag: 7, count: perHour));
            _clock.Advance(TimeSpan.FromHours(1));
        }

        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(n => ReadAsync(n % 2 == 0, stop.Token)).ToArray();
        await Task.WhenAll(CompactAsync(), CompactAsync(), CompactAsync());
        while (await Central.SingleAsync<long>("select count(*) from telemetry_head") > 0)
        {
            await CompactAsync();
        }

        await stop.CancelAsync();
        var seen = (await Task.WhenAll(readers)).SelectMany(each => each).ToList();
        Assert.That(seen.Distinct(), Is.EqualTo([(long)(hours * perHour)]));
        Assert.That(seen, Has.Count.GreaterThan(hours));
    }

    [Test]
    public async Task The_service_can_neither_change_blocks_nor_touch_their_partitions()
    {
        await SendAsync(Samples(tag: 7, count: 100));
        await using var service = await ServiceAsync();
        foreach (var sql in new[]
        {
            "update telemetry_block set samples = 1", "delete from telemetry_block", "truncate telemetry_block",
            "drop table telemetry_block_20240301", "delete from telemetry_block_20240301",
            "select * from telemetry_block_20240301",
        })
        {
            Assert.That(
                () => service.ExecuteAsync(sql),
                Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InsufficientPrivilege),
                sql);
        }

        Assert.That(
            () => Central.ExecuteAsync("truncate telemetry_block_20240301"),
            Throws.TypeOf<PostgresException>().With.Message.Contains("append-only"));
    }

    async Task<List<long>> ReadAsync(bool byView, CancellationToken stop)
    {
        const string viewSql = "select count(*) from machine_telemetry";
        const string functionSql =
            "select sum(samples) from telemetry_stored(1, 1, 7, '2024-03-01 00:00Z', '2024-03-02 00:00Z')";
        var counts = new List<long>();
        await using var service = await ServiceAsync();
        do
        {
            counts.Add(await service.ExecuteScalarAsync<long>(byView ? viewSql : functionSql));
        }
        while (!stop.IsCancellationRequested);

        return counts;
    }

    // Values with short and long digits, a stretch without status, jitter in time.
    TelemetrySample[] Samples(long tag, int count, double step = 4.05) =>
    [
        .. Enumerable.Range(0, count).Select(n => new TelemetrySample(
            tag, _clock.GetUtcNow().AddSeconds(n * step).AddTicks(n % 7 * 10),
            n % 50 == 9 ? null : Math.Round(Math.Sin(n) * 20, n % 9),
            (n % 100) switch { 17 => BadNoCommunication, 18 or 19 => Uncertain, _ => 0 })),
    ];

    Task SendAsync(TelemetrySample[] samples) => Edge.SendSegmentsAsync([++_seq], samples);

    // Each receipt too short for a block.
    async Task SendInPiecesAsync(TelemetrySample[] samples)
    {
        foreach (var piece in samples.Chunk(50))
        {
            await SendAsync(piece);
        }
    }

    Task<long> CompactAsync() =>
        Central.Services.GetRequiredService<TelemetryCompactor>().CompactAsync(Now.AddDays(2), CancellationToken.None);

    async Task<NpgsqlConnection> ServiceAsync() =>
        await Central.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();

    Task<IReadOnlyList<string>> ContentAsync() => Central.QueryAsync<string>("""
        select (tag, timestamp, value, status, misdated)::text
        from machine_telemetry
        order by tag, timestamp, value, status
        """);
}
