using NUnit.Framework;

namespace Mes.Testing.Tests;

public sealed class ManualClockTests
{
    [Test]
    public void Timers_fire_in_the_order_they_fall_due_each_at_its_own_instant()
    {
        var clock = new ManualClock();
        var start = clock.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        using var late = clock.CreateTimer(_ => Fire("late"), null, Seconds(3), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => Fire("often"), null, Seconds(1), Seconds(2));

        clock.Advance(Seconds(4));

        Assert.That(fired, Is.EqualTo([("often", Seconds(1)), ("late", Seconds(3)), ("often", Seconds(3))]));
        Assert.That(clock.GetUtcNow() - start, Is.EqualTo(Seconds(4)));

        void Fire(string name) => fired.Add((name, clock.GetUtcNow() - start));
    }

    [Test]
    public async Task A_delay_ends_when_its_time_has_come_and_not_before()
    {
        var clock = new ManualClock();
        var delay = Task.Delay(Seconds(10), clock);
        await clock.WaitForTimersAsync();

        clock.Advance(Seconds(9.9));
        var early = delay.IsCompleted;
        clock.Advance(Seconds(0.1));
        await delay;

        Assert.That(early, Is.False);
    }

    [Test]
    public void A_step_of_the_wall_clock_moves_no_time_stamp_and_fires_nothing()
    {
        var clock = new ManualClock();
        var fired = false;
        using var timer = clock.CreateTimer(_ => fired = true, null, Seconds(1), Timeout.InfiniteTimeSpan);
        var (wall, monotonic) = (clock.GetUtcNow(), clock.GetTimestamp());

        clock.StepWallClock(TimeSpan.FromHours(-1));

        Assert.That(clock.GetUtcNow() - wall, Is.EqualTo(TimeSpan.FromHours(-1)));
        Assert.That(clock.GetElapsedTime(monotonic), Is.EqualTo(TimeSpan.Zero));
        Assert.That(fired, Is.False);
    }

    [Test]
    public void A_disposed_timer_stays_silent()
    {
        var clock = new ManualClock();
        var fired = false;
        clock.CreateTimer(_ => fired = true, null, Seconds(1), Seconds(1)).Dispose();

        clock.Advance(Seconds(5));

        Assert.That(fired, Is.False);
    }

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
