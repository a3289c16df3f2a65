using Mes.Contracts.Events;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Central.Tests.Machines;

/// <summary>People's acts are dated by the line PC's clock; what a PLC dates is not.</summary>
sealed class When_a_clock_is_observed : CentralFixture
{
    static readonly DateTimeOffset True = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset In1970 = DateTimeOffset.UnixEpoch.AddMinutes(5);
    static readonly Guid Boot = Guid.NewGuid();

    protected override Task<TestCentral> StartAsync() => TestCentral.StartAsync(clock: new ManualClock(True.AddHours(1)));

    [Test]
    public async Task What_came_before_the_first_observation_moves_to_its_true_time()
    {
        Write(Scrap(3), In1970, mono: 300);
        await Edge.SendAllAsync();
        var before = await ScrapAsync();
        Write(Observed(In1970.AddSeconds(60), mono: 360, offset: True - In1970), In1970.AddSeconds(60), mono: 360);
        await Edge.SendAllAsync();

        Assert.That(before, Is.EqualTo([(In1970, 3L)]));
        Assert.That(await ScrapAsync(), Is.EqualTo([(True, 3L)]));
        Assert.That(await Central.SingleAsync<long>("select count(*) from production_events"), Is.EqualTo(4), "the old rows stay");
    }

    [Test]
    public async Task Also_when_both_come_in_one_batch()
    {
        Write(Scrap(3), In1970, mono: 300);
        Write(Observed(In1970.AddSeconds(60), mono: 360, offset: True - In1970), In1970.AddSeconds(60), mono: 360);
        Write(Scrap(2), In1970.AddSeconds(90), mono: 390);
        await Edge.SendAllAsync();

        Assert.That(await ScrapAsync(), Is.EqualTo([(True, 3L), (True.AddSeconds(90), 2L)]));
    }

    [Test]
    public async Task A_wall_clock_set_in_between_does_no_harm_as_the_monotonic_clock_carries_on()
    {
        Write(Observed(True.AddHours(-1), mono: 100, offset: TimeSpan.FromHours(1)), True.AddHours(-1), mono: 100);
        Write(Scrap(1), True.AddHours(-1).AddSeconds(10), mono: 110);
        Write(Scrap(2), True.AddSeconds(20), mono: 120);
        await Edge.SendAllAsync();

        Assert.That(await ScrapAsync(), Is.EqualTo([(True.AddSeconds(10), 1L), (True.AddSeconds(20), 2L)]));
    }

    [Test]
    public async Task Less_than_a_second_moves_nothing()
    {
        Write(Scrap(1), True, mono: 100);
        Write(Observed(True.AddSeconds(10), mono: 110, offset: TimeSpan.FromMilliseconds(900)), True.AddSeconds(10), mono: 110);
        await Edge.SendAllAsync();

        Assert.That(await ScrapAsync(), Is.EqualTo([(True, 1L)]));
        Assert.That(await Central.SingleAsync<long>("select count(*) from production_events"), Is.EqualTo(2));
    }

    [Test]
    public async Task The_source_keeps_its_own_time()
    {
        Edge.Write(Some.State("RUNNING"), new EventTimes(True, In1970, TimeSpan.FromSeconds(300), Boot));
        Write(Observed(In1970.AddSeconds(60), mono: 360, offset: True - In1970), In1970.AddSeconds(60), mono: 360);
        await Edge.SendAllAsync();

        Assert.That(
            await Central.QueryAsync<(DateTimeOffset, string, long)>("select occurred_at, basis, correction from machine_events"),
            Is.EqualTo([(True, "source", 0L)]));
    }

    void Write(EventBody body, DateTimeOffset utc, int mono) =>
        Edge.Write(body, new EventTimes(null, utc, TimeSpan.FromSeconds(mono), Boot));

    static QuantityReclassified Scrap(long quantity) => new(Some.Machine, "GOOD", "SCRAP", quantity, "UNDERFILL", null);

    static ClockObserved Observed(DateTimeOffset utc, int mono, TimeSpan offset) =>
        new(Boot, TimeSpan.FromSeconds(mono), utc, offset, TimeSpan.FromMilliseconds(1));

    Task<IReadOnlyList<(DateTimeOffset At, long Quantity)>> ScrapAsync() => Central.QueryAsync<(DateTimeOffset, long)>(
        "select to_at, quantity from production_events_current where outcome = 'SCRAP' order by to_at");
}
