using System.Text.Json.Nodes;
using Mes.Contracts.Events;
using NUnit.Framework;

namespace Mes.Central.Tests.Machines;

sealed class When_parts_are_counted : CentralFixture
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Readings_that_overlap_are_a_conflict_and_never_a_sum()
    {
        var first = Count(100, 110, 0, 10);
        var again = Count(105, 120, 5, 15);
        Count(110, 115, 10, 20);
        await Edge.SendAllAsync();

        Assert.That(await GoodAsync(), Is.EqualTo(15));
        Assert.That(
            await Central.QueryAsync<(Guid, Guid, long)>("select event_id, other_event_id, quantity from production_conflict"),
            Is.EqualTo([(again, first, 15L)]));
    }

    [Test]
    public async Task A_new_epoch_starts_over_without_conflict()
    {
        Count(100, 110, 0, 10);
        Edge.Write(Some.Parts(0, 5, Start.AddSeconds(10), Start.AddSeconds(20), epoch: 1), Start.AddSeconds(20));
        Edge.Write(Some.Parts(0, 5, Start.AddSeconds(5), Start.AddSeconds(8), epoch: 1), Start.AddSeconds(8));
        await Edge.SendAllAsync();

        Assert.That(await GoodAsync(), Is.EqualTo(20));
    }

    [Test]
    public async Task A_counter_that_rolled_over_may_show_the_same_readings_later()
    {
        Count(0, 90, 0, 10);
        Edge.Write(Some.Parts(90, 10, Start.AddSeconds(10), Start.AddSeconds(20)) with { Quantity = 20 }, Start.AddSeconds(20));
        Count(10, 60, 20, 30);
        await Edge.SendAllAsync();

        Assert.That(await GoodAsync(), Is.EqualTo(160));
        Assert.That(await Central.SingleAsync<long>("select count(*) from production_conflict"), Is.Zero);
    }

    [Test]
    public async Task Scrap_moves_parts_and_its_undo_moves_them_back_by_name()
    {
        Count(0, 10, 0, 10);
        var moved = new QuantityReclassified(Some.Machine, "GOOD", "SCRAP", 3, "UNDERFILL", null);
        var scrap = Edge.Write(moved, Start.AddSeconds(11));
        Edge.Write(new QuantityReclassified(Some.Machine, "SCRAP", "GOOD", 3, null, scrap), Start.AddSeconds(20));
        await Edge.SendAllAsync();

        Assert.That(
            await Central.QueryAsync<(string, long, Guid?)>(
                "select outcome, quantity, supersedes from production_events where tag is null order by ordinal, quantity"),
            Is.EqualTo([("GOOD", -3L, (Guid?)null), ("SCRAP", 3L, null), ("SCRAP", -3L, scrap), ("GOOD", 3L, scrap)]));
        Assert.That(await GoodAsync(), Is.EqualTo(10));
    }

    [Test]
    public async Task They_belong_to_the_order_that_ran_then()
    {
        var first = Edge.Write(Order("PO-1"), Start);
        Count(0, 10, 0, 10);
        Edge.Write(new OrderRunEnded(first), Start.AddSeconds(10));
        var second = Edge.Write(Order("PO-2"), Start.AddSeconds(10));
        Count(10, 14, 10, 20);
        Edge.Write(new OrderRunEnded(second), Start.AddSeconds(20));
        Count(14, 15, 20, 30);
        await Edge.SendAllAsync();

        Assert.That(
            await Central.QueryAsync<(string?, long)>(
                "select order_number, sum(quantity)::bigint from production_by_order group by 1 order by 1"),
            Is.EqualTo([("PO-1", 10L), ("PO-2", 4L), ((string?)null, 1L)]));
    }

    [Test]
    public async Task What_a_person_says_they_were_for_wins_until_it_is_taken_back()
    {
        var run = Edge.Write(Order("PO-1"), Start);
        Count(0, 10, 0, 10);
        Edge.Write(new OrderRunEnded(run), Start.AddSeconds(10));
        Count(10, 13, 10, 20);
        Count(13, 20, 20, 30);
        var given = Edge.Write(Assigned(10, 20, "PO-1"), Start.AddSeconds(40));
        await Edge.SendAllAsync();

        Assert.That(await ByOrderAsync(), Is.EqualTo([("PO-1", 13L), ((string?)null, 7L)]));

        Edge.Write(Assigned(10, 20, order: null) with { Undoes = given }, Start.AddSeconds(50));
        Edge.Write(Assigned(20, 30, "PO-2"), Start.AddSeconds(55));
        await Edge.SendAllAsync();

        Assert.That(await ByOrderAsync(), Is.EqualTo([("PO-1", 10L), ("PO-2", 7L), ((string?)null, 3L)]));
    }

    [Test]
    public async Task Of_two_words_on_the_same_parts_the_later_one_counts()
    {
        Count(0, 10, 0, 10);
        Edge.Write(Assigned(0, 10, "PO-1"), Start.AddSeconds(20));
        Edge.Write(Assigned(0, 10, "PO-2"), Start.AddSeconds(30));
        await Edge.SendAllAsync();

        Assert.That(await ByOrderAsync(), Is.EqualTo([("PO-2", 10L)]));
    }

    [Test]
    public async Task An_order_that_goes_on_is_counted_over_all_its_runs_and_with_what_was_given_to_it()
    {
        Edge.Write(Some.Filler(), Start.AddMinutes(-1));
        var first = Edge.Write(Order("PO-1"), Start);
        Count(0, 10, 0, 10);
        Edge.Write(new OrderRunEnded(first), Start.AddSeconds(10));
        Count(10, 13, 10, 20);
        Edge.Write(Order("PO-1"), Start.AddSeconds(20));
        Count(13, 20, 20, 30);
        Edge.Write(Assigned(10, 20, "PO-1"), Start.AddSeconds(40));
        await Edge.SendAllAsync();

        var machines = JsonNode.Parse(await Central.Http.GetStringAsync("/api/v1/machines"))!.AsArray();
        Assert.That(machines.Single()!["good"]!.GetValue<long>(), Is.EqualTo(20));
    }

    [Test]
    public async Task An_assignment_that_was_never_made_cannot_be_taken_back()
    {
        Edge.Write(Assigned(0, 10, order: null) with { Undoes = Guid.NewGuid() }, Start);
        Count(0, 10, 0, 10);
        await Edge.SendAllAsync();

        Assert.That(await Central.SingleAsync<long>("select count(*) from projection_failure"), Is.GreaterThan(0));
    }

    static PartsAssigned Assigned(int from, int to, string? order) => new(
        Some.Machine, Start.AddSeconds(from), Start.AddSeconds(to), order, order is null ? null : "WATER-05", Undoes: null);

    Task<IReadOnlyList<(string?, long)>> ByOrderAsync() => Central.QueryAsync<(string?, long)>(
        "select order_number, sum(quantity)::bigint from production_by_order group by 1 order by 1");

    static OrderRunStarted Order(string number) => new("demo/bottling", number, "WATER-05", "Water 0.5 l", 100);

    Guid Count(long before, long after, int from, int to) =>
        Edge.Write(Some.Parts(before, after, Start.AddSeconds(from), Start.AddSeconds(to)), Start.AddSeconds(to));

    Task<long> GoodAsync() =>
        Central.SingleAsync<long>("select sum(quantity)::bigint from production_events_current where outcome = 'GOOD'");
}
