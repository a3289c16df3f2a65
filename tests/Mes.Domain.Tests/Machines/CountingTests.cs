using Mes.Domain.Machines;
using NUnit.Framework;

namespace Mes.Domain.Tests.Machines;

sealed class CountingTests
{
    [Test]
    public void The_first_reading_is_where_counting_begins_and_no_parts()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Passed(60_000);

        Assert.That(filler.Counts, Is.Empty);
    }

    [Test]
    public void Parts_are_told_at_each_multiple_of_ten_seconds()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(1000, 500)
            .Counter(4000, 502).Counter(9999, 503).Counter(10_000, 505).Passed(20_000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says(
            "3 [1000,10000) 0:500-503",
            "2 [10000,20000) 0:503-505")));
    }

    [Test]
    public void A_quiet_counter_tells_nothing_and_its_next_part_is_told_for_ten_seconds_only()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Counter(3_600_500, 501).Passed(3_700_000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says("1 [3600000,3610000) 0:500-501")));
    }

    [Test]
    public void The_count_splits_exactly_where_the_state_changed_though_that_was_known_later()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500)
            .Counter(2000, 502).State(2500, Filler.Stopped).Counter(2700, 503).Passed(10_000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says(
            "2 [0,2500) 0:500-502",
            "IDLE @2500",
            "1 [2500,10000) 0:502-503")));
    }

    [Test]
    public void The_count_splits_where_other_work_begins_though_that_was_said_before_the_source_got_there()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500)
            .Counter(2000, 502).Feed(new MachineInput.CountSplit(Filler.At(2500)))
            .Counter(2400, 503).Counter(2500, 504).Passed(10_000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says("3 [0,2500) 0:500-503", "1 [2500,10000) 0:503-504")));
    }

    [Test]
    public void Noise_does_not_split_the_count()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500)
            .Counter(2000, 502).State(2500, Filler.Stopped).Counter(2700, 503).State(2800, Filler.Runs).Passed(10_000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says("3 [0,10000) 0:500-503")));
    }

    [Test]
    public void A_counter_that_rolls_over_goes_on_counting()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 65_534).Counter(1000, 1).Passed(10_000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says("3 [0,10000) 0:65534-1")));
    }

    [Test]
    public void A_counter_that_starts_over_begins_a_new_epoch_and_what_it_shows_is_an_estimate()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Counter(1000, 502).Counter(3000, 2).Passed(10_000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says(
            "2 [0,3000) 0:500-502",
            "2 [3000,10000) 1:0-2 estimated")));
    }

    [Test]
    public void A_counter_set_back_to_zero_begins_a_new_epoch_without_parts()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Counter(3000, 0).Counter(4000, 2).Passed(10_000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says("2 [3000,10000) 1:0-2")));
    }

    [TestCase(100, false)]
    [TestCase(101, true)]
    public void A_jump_beyond_what_can_be_made_counts_as_an_estimate(long jump, bool estimated)
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Counter(1000, 500 + jump).Passed(10_000);

        var parts = filler.Counts.Single();
        Assert.That(parts.Quantity, Is.EqualTo(jump));
        Assert.That(parts.Estimated, Is.EqualTo(estimated));
    }

    [Test]
    public void A_stand_still_of_hours_does_not_make_a_reset_look_like_a_roll_over()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 50_000).Counter(8 * 3_600_000, 3).Passed(9 * 3_600_000);

        Assert.That(filler.Counts.Single().CounterEpoch, Is.EqualTo(1));
        Assert.That(filler.Counts.Single().Quantity, Is.EqualTo(3));
    }

    [Test]
    public void After_a_missing_reading_the_next_one_is_an_estimate_of_just_that_hole()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500)
            .Counter(1000, 501).Counter(2000, null).Counter(5000, 505).Counter(6000, 506).Passed(10_000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says(
            "1 [0,2000) 0:500-501",
            "4 [2000,5000) 0:501-505 estimated",
            "1 [5000,10000) 0:505-506")));
    }

    [TestCase(-1)]
    [TestCase(65_536)]
    public void A_reading_that_the_counter_cannot_show_is_none(long impossible)
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Counter(2000, impossible).Counter(5000, 505);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says("5 [2000,5000) 0:500-505 estimated")));
    }

    [Test]
    public void An_older_reading_is_ignored()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Counter(3000, 505).Counter(2000, 503).Passed(10_000);

        Assert.That(filler.Counts.Sum(parts => parts.Quantity), Is.EqualTo(5));
        Assert.That(filler.Progress.Counter.Epoch, Is.Zero);
    }

    [Test]
    public void A_reset_within_one_instant_never_tells_an_empty_interval()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Counter(10_000, 501).Counter(10_000, 2).Passed(20_000);

        Assert.That(filler.Told()[1..], Is.EqualTo(Filler.Says(
            "1 [10000,10000.001) 0:500-501",
            "2 [10000.001,20000) 1:0-2 estimated")));
    }

    [Test]
    public void What_waits_for_a_candidate_is_bounded_and_loses_no_part()
    {
        var filler = new Filler(Filler.Rule with { Debounce = TimeSpan.FromSeconds(30) })
            .State(0, Filler.Runs).Counter(0, 0).State(1000, Filler.Stopped);
        for (var reading = 1; reading <= 1000; reading++)
        {
            filler.Counter(1000 + reading, reading);
        }

        Assert.That(filler.Progress.Waiting, Has.Count.EqualTo(MachineFold.MaxWaiting));
        Assert.That(filler.Passed(60_000).Counts.Sum(parts => parts.Quantity), Is.EqualTo(1000));
    }

    [Test]
    public void The_live_view_sees_parts_before_they_are_told_and_how_far_all_is_told()
    {
        var filler = new Filler().State(0, Filler.Runs).Counter(0, 500).Counter(4000, 502).Passed(7000);

        Assert.That(filler.Progress.PendingQuantity, Is.EqualTo(2));
        Assert.That(filler.Progress.SettledThrough, Is.EqualTo(Filler.At(4000)));
        filler.Passed(10_000);
        Assert.That(filler.Progress.PendingQuantity, Is.Zero);
        Assert.That(filler.Progress.SettledThrough, Is.EqualTo(Filler.At(10_000)));
    }
}
