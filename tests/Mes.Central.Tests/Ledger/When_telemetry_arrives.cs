using System.Net;
using Mes.Central.Ledger;
using Mes.Contracts.Events;
using Mes.Contracts.Replication;
using Mes.Contracts.Telemetry;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Central.Tests.Ledger;

sealed class When_telemetry_arrives : CentralFixture
{
    const uint BadNoCommunication = 0x80310000;

    static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 59, 59, TimeSpan.Zero);

    static readonly TelemetrySample[] One = [new(7, Now, 20.5, 0)];

    ManualClock _clock = null!;

    protected override Task<TestCentral> StartAsync() => TestCentral.StartAsync(clock: _clock = new ManualClock(Now));

    [Test]
    public async Task Outages_heal_in_any_order_and_nothing_is_stored_twice()
    {
        var live = await Edge.SendSegmentsAsync([9, 10], One);
        var backlog = await Edge.SendSegmentsAsync([1, 2, 3], One);
        var overlapping = await Edge.SendSegmentsAsync([3, 4, 5, 6, 7, 8, 9], One);

        Assert.That(live.Held, Is.EqualTo([new HeldRange(9, 10)]));
        Assert.That(backlog.Held, Is.EqualTo([new HeldRange(1, 3), new HeldRange(9, 10)]));
        Assert.That(overlapping.Held, Is.EqualTo([new HeldRange(1, 10)]));
        Assert.That(await Central.SingleAsync<long>("select count(*) from telemetry_head"), Is.EqualTo(10));
        Assert.That((await Edge.HelloAsync()).Telemetry, Is.EqualTo([new HeldRange(1, 10)]));
    }

    [Test]
    public async Task The_same_segments_sent_at_once_are_stored_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Edge.SendSegmentsAsync([1, 2, 3], One)));

        Assert.That(await Central.SingleAsync<long>("select count(*) from telemetry_head"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_tag_has_its_number_for_a_name_until_its_definition_arrives()
    {
        await Edge.SendSegmentsAsync(
            [1], new TelemetrySample(7, Now, 20.5, 0), new TelemetrySample(7, Now.AddSeconds(1), null, BadNoCommunication));
        var before = await RowsAsync();
        Edge.Write(new TagDefined(7, Some.Machine, "temperature", "°C", "plc", "ns=2;s=T"), Now);
        await Edge.SendAllAsync();

        Assert.That(before, Is.EqualTo([
            new Row(null, Now, "tag 7", 20.5, null, 0),
            new Row(null, Now.AddSeconds(1), "tag 7", null, null, BadNoCommunication)]));
        Assert.That(await RowsAsync(), Is.EqualTo([
            new Row(Some.Machine, Now, "temperature", 20.5, "°C", 0),
            new Row(Some.Machine, Now.AddSeconds(1), "temperature", null, "°C", BadNoCommunication)]));
    }

    [Test]
    public async Task A_time_that_cannot_be_true_is_stored_under_the_receipt_and_flagged()
    {
        await Edge.SendSegmentsAsync(
            [1], new TelemetrySample(7, DateTimeOffset.UnixEpoch, 1, 0), new TelemetrySample(7, Now.AddDays(2), 2, 0), One[0]);

        Assert.That(
            await Central.QueryAsync<bool>(
                "select misdated from telemetry_head where sampled_at = @Now order by value", new { Now }),
            Is.EqualTo([true, true, false]));
    }

    [Test]
    public async Task A_new_hour_has_its_partition()
    {
        for (var hour = 0; hour < 12; hour++)
        {
            await Edge.SendSegmentsAsync([hour + 1], One);
            _clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.That(
            await Central.SingleAsync<long>("select count(distinct date_trunc('hour', received_at)) from machine_telemetry"),
            Is.EqualTo(12));
    }

    [Test]
    public async Task A_damaged_segment_is_refused_with_its_batch_and_changes_nothing()
    {
        var bytes = Edge.SegmentsOf([1, 2], One).Write();
        bytes[^10] ^= 1;

        using var answer = await Edge.PostAsync(bytes);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Segment 2 does not have the hash it states."));
        Assert.That((await Edge.HelloAsync()).Telemetry, Is.Empty);
    }

    [Test]
    public void Beyond_64_ranges_only_what_closes_or_extends_one_is_taken()
    {
        var held = new HeldSegments(Enumerable.Range(1, HeldSegments.MaxRanges).Select(n => new HeldRange(n * 10, n * 10)));

        Assert.That(held.TryAdd(5), Is.False);
        Assert.That(held.TryAdd(11), Is.True);
        Assert.That(held.TryAdd(19), Is.True);
        Assert.That(held.Ranges, Has.Count.EqualTo(HeldSegments.MaxRanges).And.Some.EqualTo(new HeldRange(10, 11)));
    }

    Task<IReadOnlyList<Row>> RowsAsync() => Central.QueryAsync<Row>(
        "select machine_id, timestamp, metric_type, value, unit, status from machine_telemetry order by timestamp");

    sealed record Row(string? MachineId, DateTimeOffset Timestamp, string MetricType, double? Value, string? Unit, long Status);
}
