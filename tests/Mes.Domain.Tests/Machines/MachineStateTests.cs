using Mes.Domain.Machines;
using NUnit.Framework;

namespace Mes.Domain.Tests.Machines;

sealed class MachineStateTests
{
    [Test]
    public void The_first_state_is_adopted_at_once()
    {
        var filler = new Filler().State(0, Filler.Runs);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0")));
        Assert.That(filler.Progress.State, Is.EqualTo(MachineState.Running));
    }

    [Test]
    public void A_change_that_returns_within_the_debounce_is_noise()
    {
        var filler = new Filler().State(0, Filler.Runs).State(1000, Filler.Stopped).State(1499, Filler.Runs).Passed(9000);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0")));
    }

    [Test]
    public void A_change_that_lasts_exactly_the_debounce_is_a_transition_dated_at_its_edge()
    {
        var filler = new Filler().State(0, Filler.Runs).State(1000, Filler.Stopped).State(1500, Filler.Runs).Passed(9000);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "IDLE @1000", "RUNNING @1500")));
    }

    [TestCase(1499, false)]
    [TestCase(1500, true)]
    public void A_change_is_certain_once_the_debounce_has_passed(double now, bool certain)
    {
        var filler = new Filler().State(0, Filler.Runs).State(1000, Filler.Faulted).Passed(now);

        Assert.That(filler.Progress.State, Is.EqualTo(certain ? MachineState.Fault : MachineState.Running));
        Assert.That(filler.Progress.SettledThrough, Is.EqualTo(Filler.At(certain ? now : 1000)));
    }

    [Test]
    public void A_reading_of_the_counter_lets_time_pass_too()
    {
        var filler = new Filler().State(0, Filler.Runs).State(1000, Filler.Faulted).Counter(1500, 7);

        Assert.That(filler.Told(), Has.Member("FAULT @1000"));
    }

    [Test]
    public void States_that_chase_each_other_end_in_the_last_one_dated_where_the_machine_left_its_state()
    {
        var filler = new Filler().State(0, Filler.Runs)
            .State(1000, Filler.Stopped).State(1200, Filler.Faulted).State(1400, Filler.InService).Passed(9000);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "MAINTENANCE @1000")));
    }

    [Test]
    public void A_signal_that_never_rests_cannot_put_off_the_transition()
    {
        var filler = new Filler().State(0, Filler.Runs);
        for (var i = 0; i < 6; i++)
        {
            filler.State(1000 + (100 * i), i % 2 == 0 ? Filler.Stopped : Filler.Faulted);
        }

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "IDLE @1000")));
    }

    [Test]
    public void Without_a_debounce_every_change_counts_at_once()
    {
        var filler = new Filler(Filler.Rule with { Debounce = TimeSpan.Zero }).State(0, Filler.Runs).State(10, Filler.Stopped);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "IDLE @10")));
    }

    [Test]
    public void An_older_value_of_the_tag_never_moves_the_state()
    {
        var filler = new Filler().State(2000, Filler.Runs).State(1000, Filler.Faulted).Passed(9000);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @2000")));
    }

    [Test]
    public void A_newer_value_that_comes_late_counts_from_where_time_has_come()
    {
        var filler = new Filler().State(0, Filler.Runs).Passed(5000).State(4000, Filler.Stopped).Passed(9000);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "IDLE @5000")));
    }

    [Test]
    public void Time_is_kept_in_whole_microseconds_of_UTC()
    {
        var odd = new DateTimeOffset(2026, 3, 2, 13, 0, 0, TimeSpan.FromHours(1)).AddTicks(19);

        var filler = new Filler().Feed(new MachineInput.StateSeen(odd, Filler.Runs));

        var change = filler.Changes.Single();
        Assert.That(change.At.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(change.At, Is.EqualTo(Filler.Noon.AddTicks(10)));
    }
}
