using System.Security.Cryptography;
using Mes.Central.Ledger;
using Mes.Contracts.Events;
using Mes.Contracts.Replication;
using Mes.Contracts.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;

namespace Mes.Central.Tests.Ledger;

sealed class When_telemetry_is_anchored : CentralFixture
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    static readonly TelemetrySample[] One = [new(7, Now, 20.5, 0)];

    [Test]
    public async Task Hashes_whose_anchor_is_true_go_once_all_of_them_are_here()
    {
        Edge.Write(new TelemetryAnchored(1, 3, RootOf(3)), Now);
        await Edge.SendAllAsync();
        await Edge.SendSegmentsAsync([1, 3], One);
        var early = await CheckAsync();
        await Edge.SendSegmentsAsync([2, 4], One);

        var checks = new[] { early, await CheckAsync(), await CheckAsync() };

        Assert.That(checks, Is.EqualTo([0, 1, 0]));
        Assert.That(await Central.QueryAsync<long>("select seq from telemetry_segment"), Is.EqualTo([4L]));
        Assert.That(await Central.SingleAsync<bool>("select matches from telemetry_anchor"), Is.True);
        Assert.That((await Edge.SendSegmentsAsync([1, 2], One)).Held, Has.Count.EqualTo(1));
        Assert.That(await Central.SingleAsync<long>("select count(*) from machine_telemetry"), Is.EqualTo(4));
    }

    [Test]
    public async Task Hashes_whose_anchor_is_false_stay_as_evidence()
    {
        Edge.Write(new TelemetryAnchored(1, 2, RootOf(3)), Now);
        await Edge.SendAllAsync();
        await Edge.SendSegmentsAsync([1, 2], One);

        Assert.That(await CheckAsync(), Is.Zero);
        Assert.That(await Central.SingleAsync<bool>("select matches from telemetry_anchor"), Is.False);
        Assert.That(await Central.SingleAsync<long>("select count(*) from telemetry_segment"), Is.EqualTo(2));
    }

    [Test]
    public async Task Nobody_else_removes_a_hash()
    {
        await Edge.SendSegmentsAsync([1], One);

        Assert.That(
            () => Central.ExecuteAsync("delete from telemetry_segment"),
            Throws.TypeOf<PostgresException>().With.Message.Contains("append-only"));
    }

    // Segments of the same samples have the same bytes.
    string RootOf(int segments)
    {
        var bytes = Edge.SegmentsOf([1], One).Items[0];
        var item = SegmentItem.Read(bytes);
        return Convert.ToHexStringLower(
            SHA256.HashData([.. Enumerable.Range(0, segments).SelectMany(_ => item.Sha256.ToArray())]));
    }

    Task<int> CheckAsync() => Central.Services.GetRequiredService<AnchorCheck>().RunAsync(CancellationToken.None);
}
