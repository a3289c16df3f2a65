using Mes.Domain.Machines;
using NUnit.Framework;

namespace Mes.Domain.Tests.Machines;

sealed class GapTests
{
    [Test]
    public void A_loss_opens_a_gap_and_the_first_state_after_it_closes_it()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Counter(4000, 502)
            .Lost(5000).Returned(65_000).Counter(65_000, 530).State(65_000, Filler.Runs).Counter(66_000, 531).Passed(70_000);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says(
            "RUNNING @0",
            "2 [0,5000) 0:500-502",
            "GAP @5000",
            "28 [5000,65000) 0:502-530 estimated",
            "GAP [5000,65000)",
            "RUNNING @65000",
            "1 [65000,70000) 0:530-531")));
    }

    [Test]
    public void Present_values_with_old_time_stamps_count_from_the_return()
    {
        var filler = new Filler().State(1000, Filler.Runs).Counter(1000, 500)
            .Lost(5000).Returned(9000).State(900, Filler.Runs).Counter(900, 500).Passed(20_000);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @1000", "GAP @5000", "GAP [5000,9000)", "RUNNING @9000")));
    }

    [Test]
    public void What_comes_between_loss_and_return_is_not_believed()
    {
        var filler = new Filler().State(0, Filler.Runs).Lost(5000).State(6000, Filler.Faulted).Passed(9000);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "GAP @5000")));
        Assert.That(filler.Progress.GapCause, Is.EqualTo("link down"));
        Assert.That(filler.Progress.State, Is.EqualTo(MachineState.NoData));
        Assert.That(filler.Progress.Since, Is.EqualTo(Filler.At(5000)));
    }

    [Test]
    public void A_loss_within_a_gap_opens_no_second_one()
    {
        var filler = new Filler().State(0, Filler.Runs).State(3000, null)
            .Lost(5000).Lost(6000).Returned(7000).State(7500, Filler.Stopped);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "GAP @3000", "GAP [3000,7500)", "IDLE @7500")));
    }

    [Test]
    public void A_change_not_yet_certain_at_the_loss_never_was()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500)
            .State(4600, Filler.Stopped).Counter(4800, 501).Lost(5000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says("1 [0,5000) 0:500-501", "GAP @5000")));
    }

    [Test]
    public void A_change_certain_by_the_loss_is_told_before_it()
    {
        var filler = new Filler().State(0, Filler.Runs).State(4500, Filler.Stopped).Lost(5000);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "IDLE @4500", "GAP @5000")));
    }

    [TestCase(7L, "The state tag shows 7, which the configuration gives no meaning.")]
    [TestCase(null, "The source gives no usable value for the state tag.")]
    public void A_state_value_without_meaning_opens_a_gap_that_says_why(long? raw, string cause)
    {
        var filler = new Filler().State(0, Filler.Runs).State(1000, raw).State(2000, Filler.Runs);

        Assert.That(filler.Outputs.OfType<MachineOutput.GapOpened>().Single().Cause, Is.EqualTo(cause));
        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "GAP @1000", "GAP [1000,2000)", "RUNNING @2000")));
    }

    [Test]
    public void While_only_the_state_is_unknown_the_counter_is_still_watched()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).State(5000, null)
            .Counter(8000, 503).Passed(10_000).Counter(11_000, 504).State(15_000, Filler.Runs);

        Assert.That(filler.Told()[2..], Is.EqualTo(Filler.Says(
            "3 [5000,10000) 0:500-503",
            "1 [10000,15000) 0:503-504",
            "GAP [5000,15000)",
            "RUNNING @15000")));
    }

    [Test]
    public void A_counter_that_started_over_during_the_gap_loses_only_what_it_lost_itself()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Lost(5000)
            .Returned(65_000).State(65_000, Filler.Runs).Counter(65_000, 40).Passed(70_000);

        Assert.That(filler.Counts.Single(), Is.EqualTo(new MachineOutput.PartsCounted(
            CounterEpoch: 1, ReadingBefore: 0, ReadingAfter: 40, Quantity: 40,
            Filler.At(5000), Filler.At(65_000), Estimated: true)));
    }

    [TestCase(60_000, 65_500, 40, 76, TestName = "A_counter_that_could_have_rolled_over_during_the_gap_did")]
    [TestCase(600_000, 65_000, 1_864, 2_400, TestName = "The_longer_the_gap_the_more_parts_a_roll_over_may_hide")]
    public void Rolled_over(double gap, long before, long after, long parts)
    {
        var counted = AcrossGap(gap, before, after);

        Assert.That((counted.CounterEpoch, counted.Quantity, counted.Estimated), Is.EqualTo((0, parts, true)));
    }

    [TestCase(600_000, 65_000, 1_865, TestName = "A_roll_over_that_hides_more_than_can_be_made_is_a_reset")]
    [TestCase(86_400_000, 20_000, 10_000, TestName = "A_roll_over_of_more_than_half_the_counter_is_a_reset_however_long_the_gap")]
    public void Started_over(double gap, long before, long after)
    {
        var counted = AcrossGap(gap, before, after);

        Assert.That((counted.CounterEpoch, counted.Quantity, counted.Estimated), Is.EqualTo((1, after, true)));
    }

    [Test]
    public void Parts_of_the_very_instant_of_a_loss_are_told_after_it()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Counter(10_000, 501)
            .Lost(10_000).Returned(15_000).State(15_000, Filler.Runs).Counter(15_000, 503).Passed(20_000);

        Assert.That(filler.Counts.Select(Filler.Tell), Is.EqualTo(Filler.Says("3 [10000,15000) 0:500-503 estimated")));
    }

    [Test]
    public void A_machine_never_seen_that_is_lost_is_declared_too()
    {
        var filler = new Filler().Lost(1000).Returned(2000).Counter(2000, 9).State(3000, Filler.Stopped);

        Assert.That(filler.Told(), Is.EqualTo(Filler.Says("GAP @1000", "GAP [1000,3000)", "IDLE @3000")));
    }

    static MachineOutput.PartsCounted AcrossGap(double gap, long before, long after) =>
        new Filler().State(0, Filler.Runs).Counter(0, before)
            .Lost(5000).Returned(5000 + gap).State(5000 + gap, Filler.Runs).Counter(5000 + gap, after).Counts.Single();
}
