using Mes.Domain.Machines;
using Mes.Domain.Performance;
using NUnit.Framework;

namespace Mes.Domain.Tests.Performance;

sealed class TimeModelTests
{
    [Test]
    public void A_shift_with_a_break_a_micro_stop_a_breakdown_and_a_setup_adds_up()
    {
        var figures = new ShiftStory().Runs(-50)
            .Stops(100).Runs(130)
            .State(200, MachineState.Fault, "JAM").Runs(320)
            .Stops(400, "SETUP", planned: true).Runs(450)
            .Break(500, 560)
            .Counts(0, 100, 45).Counts(130, 200, 30, scrap: 5)
            .Figures;

        Assert.That(figures.Times, Is.EqualTo(
            Times(notPlanned: 60, plannedStop: 50, noData: 0, downtime: 120, microStop: 30, running: 340)));
        Assert.That(figures.Times.Elapsed, Is.EqualTo(TimeSpan.FromMinutes(10)));
        Assert.That(figures.Times.Coverage, Is.EqualTo(1m));
        Assert.That(figures.Oee.Availability, Is.EqualTo(370m / 490));
        Assert.That(figures.Oee.RawPerformance, Is.EqualTo(160m / 370));
        Assert.That(figures.Oee.Quality, Is.EqualTo(75m / 80));
        Assert.That(figures.Oee.Value, Is.EqualTo(150m / 490).Within(1e-20m));
        Assert.That(figures.IdealTimeOfGood, Is.EqualTo(TimeSpan.FromSeconds(150)));
        Assert.That(figures.IdealTimeOfScrap, Is.EqualTo(TimeSpan.FromSeconds(10)));
        Assert.That(figures.SpeedLoss, Is.EqualTo(TimeSpan.FromSeconds(180)));
    }

    [TestCase(119.999999, StoppageClass.MicroStop)]
    [TestCase(120, StoppageClass.Downtime)]
    public void A_stop_as_long_as_the_limit_is_downtime_and_a_shorter_one_is_not(double seconds, StoppageClass expected)
    {
        var figures = new ShiftStory().Runs(0).Stops(100).Runs(100 + seconds).Figures;

        Assert.That(figures.Stoppages.Single().Class, Is.EqualTo(expected));
    }

    [Test]
    public void A_micro_stop_lowers_performance_and_not_availability()
    {
        var figures = new ShiftStory().Runs(0).Stops(100).Runs(150).Counts(0, 100, 50).Figures;

        Assert.That(figures.Oee.Availability, Is.EqualTo(1m));
        Assert.That(figures.Oee.RawPerformance, Is.EqualTo(100m / 600));
    }

    [Test]
    public void A_stop_cut_by_the_shift_is_classed_by_its_whole_length()
    {
        var figures = new ShiftStory().Runs(-500).Stops(-100).Runs(30).Stops(590, "LUNCH").Runs(650).Figures;

        Assert.That(figures.Stoppages, Is.EqualTo((IEnumerable<Stoppage>)[
            new(ShiftStory.Id(2), ShiftStory.At(-100), ShiftStory.At(30), MachineState.Idle, null, StoppageClass.Downtime),
            new(ShiftStory.Id(4), ShiftStory.At(590), ShiftStory.At(650), MachineState.Idle, "LUNCH", StoppageClass.MicroStop)]));
        Assert.That(figures.Times.Downtime, Is.EqualTo(TimeSpan.FromSeconds(30)));
        Assert.That(figures.Times.MicroStop, Is.EqualTo(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void Words_for_standing_still_do_not_divide_a_stop()
    {
        var figures = new ShiftStory().Runs(0)
            .State(100, MachineState.Fault).State(160, MachineState.Idle).State(200, MachineState.Maintenance, "BELT").Runs(230)
            .Figures;

        Assert.That(figures.Stoppages.Single(), Is.EqualTo(new Stoppage(
            ShiftStory.Id(2), ShiftStory.At(100), ShiftStory.At(230), MachineState.Maintenance, "BELT", StoppageClass.Downtime)));
    }

    [Test]
    public void A_gap_ends_a_stop_and_leaves_the_base()
    {
        var figures = new ShiftStory().Runs(0)
            .Stops(100).State(160, MachineState.NoData).Stops(400).Runs(460)
            .Counts(160, 400, 90, estimated: true).Counts(460, 600, 60)
            .Figures;

        Assert.That(figures.Stoppages.Select(stop => stop.Class), Is.All.EqualTo(StoppageClass.MicroStop).And.Exactly(2).Items);
        Assert.That(figures.Times, Is.EqualTo(Times(noData: 240, microStop: 120, running: 240)));
        Assert.That(figures.Times.Coverage, Is.EqualTo(360m / 600));
        Assert.That(figures.Parts, Is.EqualTo(
            new ShiftParts(Good: 150, Scrap: 0, GoodInBase: 60, ScrapInBase: 0, Estimated: 90)));
        Assert.That(figures.Oee.Value, Is.EqualTo(120m / 360).Within(1e-20m));
    }

    [Test]
    public void Before_the_first_state_nothing_is_known()
    {
        var figures = new ShiftStory().Runs(450).Figures;

        Assert.That(figures.Times, Is.EqualTo(Times(noData: 450, running: 150)));
    }

    [Test]
    public void A_shift_of_which_nothing_is_known_has_no_figures_and_a_coverage_of_zero()
    {
        var figures = new ShiftStory().Figures;

        Assert.That(figures.Oee, Is.EqualTo(new Oee(null, null, null, null, null, IsOverSpeed: false)));
        Assert.That(figures.Times.Coverage, Is.Zero);
    }

    [Test]
    public void A_shift_that_is_all_break_has_no_figures_and_no_coverage()
    {
        var figures = new ShiftStory().Runs(0).Counts(0, 10, 5).Break(-10, 300).Break(200, 700).Figures;

        Assert.That(figures.Times, Is.EqualTo(Times(notPlanned: 600)));
        Assert.That(figures.Oee.Value, Is.Null);
        Assert.That(figures.Times.Coverage, Is.Null);
        Assert.That(figures.Parts.Produced, Is.EqualTo(5));
        Assert.That(figures.Parts.GoodInBase, Is.Zero);
    }

    [Test]
    public void A_running_shift_has_figures_as_far_as_its_facts_reach()
    {
        var figures = new ShiftStory { Now = 300, KnownThrough = 292 }.Runs(0).Stops(250).Figures;

        Assert.That(figures.Until, Is.EqualTo(ShiftStory.At(292)));
        Assert.That(figures.Times, Is.EqualTo(Times(microStop: 42, running: 250)));
        Assert.That(figures.Times.Coverage, Is.EqualTo(1m));
        Assert.That(figures.Stoppages.Single().To, Is.Null);
    }

    [Test]
    public void A_running_shift_whose_edge_is_silent_loses_coverage()
    {
        var figures = new ShiftStory { Now = 300, KnownThrough = 240 }.Runs(0).Figures;

        Assert.That(figures.Times, Is.EqualTo(Times(noData: 60, running: 240)));
        Assert.That(figures.Times.Coverage, Is.EqualTo(0.8m));
    }

    [Test]
    public void What_no_edge_has_vouched_for_of_a_past_shift_is_no_data()
    {
        var figures = new ShiftStory { KnownThrough = 590 }.Runs(0).Figures;

        Assert.That(figures.Until, Is.EqualTo(ShiftStory.At(600)));
        Assert.That(figures.Times, Is.EqualTo(Times(noData: 10, running: 590)));
    }

    [Test]
    public void A_shift_that_has_not_begun_is_empty()
    {
        var figures = new ShiftStory { Now = -100, KnownThrough = -101 }.Runs(-500).Figures;

        Assert.That(figures.Times, Is.EqualTo(ShiftTimes.Zero));
        Assert.That(figures.Stoppages, Is.Empty);
        Assert.That(figures.Oee.Value, Is.Null);
    }

    [Test]
    public void Over_speed_makes_speed_loss_negative_so_that_running_still_adds_up()
    {
        var figures = new ShiftStory().Runs(0).Counts(0, 600, 300, scrap: 15).Figures;

        Assert.That(figures.Oee.IsOverSpeed, Is.True);
        Assert.That(figures.SpeedLoss, Is.EqualTo(TimeSpan.FromSeconds(-30)));
    }

    [Test]
    public void A_reclassification_moves_parts_to_scrap_wherever_it_is_made()
    {
        var figures = new ShiftStory().Runs(0).Break(500, 600).Counts(0, 100, 50).Counts(550, 550, good: -1, scrap: 1).Figures;

        Assert.That(figures.Parts, Is.EqualTo(new ShiftParts(Good: 49, Scrap: 1, GoodInBase: 49, ScrapInBase: 1, Estimated: 0)));
    }

    [Test]
    public void Parts_belong_to_the_shift_in_which_their_count_ends()
    {
        var figures = new ShiftStory().Runs(0)
            .Counts(-60, 0, 1).Counts(-60, 10, 10, estimated: true).Counts(590, 600, 100).Counts(590, 610, 1000, estimated: true)
            .Counts(600, 600, -5, 5).Figures;

        Assert.That(figures.Parts.Good, Is.EqualTo(110));
    }

    [Test]
    public void Of_two_states_at_one_instant_the_later_event_counts_and_the_other_breaks_no_stop()
    {
        var figures = new ShiftStory().Runs(0).Stops(100).Runs(160).Stops(160).Runs(220).Figures;

        Assert.That(figures.Stoppages.Single().Class, Is.EqualTo(StoppageClass.Downtime));
    }

    [Test]
    public void Without_an_ideal_cycle_the_times_are_known_and_the_loss_is_not()
    {
        var figures = new ShiftStory { IdealCycle = null }.Runs(0).Counts(0, 10, 5).Figures;

        Assert.That(figures.Oee, Is.EqualTo(new Oee(1, null, 1, null, null, IsOverSpeed: false)));
        Assert.That(figures.SpeedLoss, Is.Null);
    }

    static ShiftTimes Times(
        int notPlanned = 0, int plannedStop = 0, int noData = 0, int downtime = 0, int microStop = 0, int running = 0) => new(
        TimeSpan.FromSeconds(notPlanned), TimeSpan.FromSeconds(plannedStop), TimeSpan.FromSeconds(noData),
        TimeSpan.FromSeconds(downtime), TimeSpan.FromSeconds(microStop), TimeSpan.FromSeconds(running));
}
