using Mes.Domain.Machines;
using NUnit.Framework;

namespace Mes.Domain.Tests.Machines;

/// <summary>Ideal cycle 1 s, factor 3, debounce 0.5 s.</summary>
sealed class StateByCycleTests
{
    static readonly MachineRule Rule = Filler.Rule with { State = new StateRule.ByCycle(3) };

    [Test]
    public void A_machine_runs_from_one_ideal_cycle_before_a_part_until_the_last_part_before_a_pause()
    {
        var labeller = new Filler(Rule).Counter(0, 100)
            .Counter(5000, 101).Counter(6000, 102).Counter(8500, 103).Passed(11_500).Passed(20_000);

        Assert.That(labeller.Told(), Is.EqualTo(Filler.Says(
            "IDLE @0", "RUNNING @4000", "3 [4000,8500) 0:100-103", "IDLE @8500")));
    }

    [TestCase(3000, false)]
    [TestCase(3001, true)]
    public void A_stop_is_certain_once_the_next_part_is_overdue(double after, bool certain)
    {
        var labeller = new Filler(Rule).Counter(0, 100).Counter(1000, 101).Counter(2000, 102).Passed(2000 + after);

        Assert.That(labeller.Progress.State, Is.EqualTo(certain ? MachineState.Idle : MachineState.Running));
        Assert.That(labeller.Progress.Since, Is.EqualTo(Filler.At(certain ? 2000 : 0)));
    }

    [Test]
    public void Nothing_after_the_last_part_is_settled_until_then()
    {
        var labeller = new Filler(Rule).Counter(0, 100).Counter(1000, 101).Counter(2000, 102).Passed(4900);

        Assert.That(labeller.Progress.SettledThrough, Is.LessThanOrEqualTo(Filler.At(2000)));
        Assert.That(labeller.Progress.Reached, Is.EqualTo(Filler.At(4900)));
    }

    [Test]
    public void A_part_that_comes_just_in_time_is_no_stop()
    {
        var labeller = new Filler(Rule).Counter(0, 100).Counter(1000, 101).Counter(4000, 102).Counter(7000, 103);

        Assert.That(labeller.Changes.Select(Filler.Tell), Is.EqualTo(Filler.Says("RUNNING @0")));
    }

    [Test]
    public void A_single_part_is_one_ideal_cycle_of_running_so_that_performance_is_no_more_than_one()
    {
        var labeller = new Filler(Rule).Counter(0, 100).Passed(30_000).Counter(60_000, 101).Passed(90_000);

        Assert.That(labeller.Changes.Select(Filler.Tell), Is.EqualTo(Filler.Says("IDLE @0", "RUNNING @59000", "IDLE @60000")));
        Assert.That(labeller.Counts.Single().Quantity, Is.EqualTo(1));
    }

    [Test]
    public void A_run_shorter_than_the_debounce_is_noise_and_its_part_counts_all_the_same()
    {
        var labeller = new Filler(Rule with { IdealCycle = TimeSpan.FromMilliseconds(100) })
            .Counter(0, 100).Passed(30_000).Counter(60_000, 101).Passed(90_000);

        Assert.That(labeller.Changes.Select(Filler.Tell), Is.EqualTo(Filler.Says("IDLE @0")));
        Assert.That(labeller.Counts.Single().Quantity, Is.EqualTo(1));
    }

    [Test]
    public void A_pause_shorter_than_the_debounce_is_noise_too()
    {
        var quick = Rule with { State = new StateRule.ByCycle(1.5m), IdealCycle = TimeSpan.FromMilliseconds(300) };
        var labeller = new Filler(quick).Counter(0, 100)
            .Counter(300, 101).Counter(1000, 102).Counter(1800, 103).Counter(2100, 104);

        Assert.That(labeller.Changes.Select(Filler.Tell), Is.EqualTo(Filler.Says("RUNNING @0", "IDLE @1000", "RUNNING @1500")));
    }

    [Test]
    public void A_reading_that_stays_the_same_is_no_cycle_however_often_it_is_said()
    {
        var labeller = new Filler(Rule).Counter(0, 100);
        for (var i = 1; i < 20; i++)
        {
            labeller.Counter(500 * i, 100);
        }

        Assert.That(labeller.Changes.Select(Filler.Tell), Is.EqualTo(Filler.Says("IDLE @0")));
        labeller.Counter(10_000, 101);
        Assert.That(labeller.Changes.Last().At, Is.EqualTo(Filler.At(9000)));
    }

    [Test]
    public void A_counter_that_rolls_over_made_a_part_and_one_that_is_reset_did_not()
    {
        var rolls = new Filler(Rule).Counter(0, 65_535).Counter(1000, 0).Passed(1500);
        var resets = new Filler(Rule).Counter(0, 40_000).Counter(1000, 0).Passed(9000);

        Assert.That(rolls.Progress.State, Is.EqualTo(MachineState.Running));
        Assert.That(resets.Changes.Select(Filler.Tell), Is.EqualTo(Filler.Says("IDLE @0")));
    }

    [Test]
    public void A_loss_ends_what_is_known_and_the_first_part_or_a_pause_begins_it_again()
    {
        var labeller = new Filler(Rule).Counter(0, 100).Counter(1000, 101).Lost(2000)
            .Returned(60_000).Counter(60_000, 150).Counter(62_500, 151).Passed(63_000);

        Assert.That(labeller.Told(), Is.EqualTo(Filler.Says(
            "RUNNING @0", "1 [0,2000) 0:100-101", "GAP @2000", "49 [2000,60000) 0:101-150 estimated",
            "GAP [2000,61500)", "RUNNING @61500")));
    }

    [Test]
    public void A_loss_while_the_next_part_is_overdue_leaves_the_stop()
    {
        var labeller = new Filler(Rule).Counter(0, 100).Counter(1000, 101).Lost(9000);

        Assert.That(labeller.Told()[^2..], Is.EqualTo(Filler.Says("IDLE @1000", "GAP @9000")));
    }

    [Test]
    public void A_reading_that_the_source_does_not_vouch_for_makes_the_state_unknown()
    {
        var labeller = new Filler(Rule).Counter(0, 100).Counter(1000, 101).Counter(2000, null);

        Assert.That(labeller.Told()[^1], Is.EqualTo("GAP @2000"));
        Assert.That(labeller.Progress.GapCause, Is.EqualTo("The source gives no usable value for the counter tag."));
    }

    [Test]
    public void The_event_names_the_reading()
    {
        var labeller = new Filler(Rule).Counter(0, 100).Counter(1000, 101).Passed(9000);

        Assert.That(labeller.Changes.Select(change => change.Raw), Is.EqualTo(Filler.Says("101", "101")));
    }
}
