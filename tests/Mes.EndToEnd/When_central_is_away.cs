using Mes.Testing;
using NUnit.Framework;

namespace Mes.EndToEnd;

/// <summary>The network fails, the line PC dies, a counter starts over: the parts that were made are counted, once.</summary>
sealed class When_central_is_away
{
    const int Parts = 2_000;
    static readonly TimeSpan Made = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Arrived = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Every_part_made_meanwhile_arrives_exactly_once()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Rate = 50 });
        await plant.StopCentralAsync();
        await plant.MakeAsync(Parts);
        await plant.StartCentralAsync();

        await plant.AllPartsArriveAsync(await plant.MadeAsync(), Arrived);
        await AssertEachReadingCountsOnceAsync(plant);
    }

    [Test]
    public async Task The_edge_may_even_be_killed_in_the_middle()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Rate = 50 });
        await plant.StopCentralAsync();
        await plant.Simulator.MakeAsync(Parts);
        await Eventually.Async(
            async () => (await plant.Simulator.StateAsync()).Remaining < Parts / 2, Made, "half of the parts are made");
        await plant.KillEdgeAsync();
        await plant.StartEdgeAsync();
        await plant.Simulator.MadeAsync(Made);
        await plant.StartCentralAsync();

        await plant.AllPartsArriveAsync(await plant.MadeAsync(), Arrived);
        await AssertEachReadingCountsOnceAsync(plant);
        var gaps = await plant.QueryAsync<string>("select distinct cause from gap where cause like '%not running%'");
        Assert.That(gaps, Is.Not.Empty, "the time without an edge is declared");
    }

    [Test]
    public async Task A_counter_that_starts_over_while_the_edge_is_dead_costs_only_what_it_forgot_itself()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Rate = 50 });
        await plant.MakeAsync(100);
        var before = await plant.MadeAsync();
        await plant.AllPartsArriveAsync(before, Arrived);

        await plant.KillEdgeAsync();
        await plant.MakeAsync(150);
        var reset = await plant.Simulator.ResetCounterAsync();
        await plant.MakeAsync(40);
        await plant.StartEdgeAsync();

        // The counter forgot the 150 and says so; the 40 it shows are counted.
        Assert.That(reset.CounterResets, Has.Count.EqualTo(1));
        await plant.AllPartsArriveAsync(before + 40, Arrived);
        var declared = await plant.QuerySingleAsync<bool>(
            "select estimated from production_events_current order by position desc, ordinal desc limit 1");
        Assert.That(declared, Is.True);
    }

    static async Task AssertEachReadingCountsOnceAsync(Plant plant)
    {
        var twice = await plant.QueryAsync<Guid>("select event_id from ledger group by event_id having count(*) > 1");
        Assert.That(twice, Is.Empty, "no event is in the ledger twice");
        var conflict = await plant.QuerySingleAsync<bool>("select exists (select from production_conflict)");
        Assert.That(conflict, Is.False, "no reading was counted twice");
    }
}
