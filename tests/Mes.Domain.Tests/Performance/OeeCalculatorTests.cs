using Mes.Domain.Performance;
using NUnit.Framework;

namespace Mes.Domain.Tests.Performance;

sealed class OeeCalculatorTests
{
    [Test]
    public void Without_planned_time_nothing_is_known()
    {
        var oee = Calculate(planned: 0, down: 0, ideal: 1, produced: 0, good: 0);

        Assert.That(oee, Is.EqualTo(new Oee(null, null, null, null, null, IsOverSpeed: false)));
    }

    [Test]
    public void A_machine_down_all_the_time_has_an_OEE_of_zero_and_no_performance_or_quality()
    {
        var oee = Calculate(planned: 480, down: 480, ideal: 1, produced: 0, good: 0);

        Assert.That(oee, Is.EqualTo(new Oee(0, null, null, 0, null, IsOverSpeed: false)));
    }

    [Test]
    public void A_machine_that_ran_and_made_nothing_has_an_OEE_of_zero_and_unknown_quality()
    {
        var oee = Calculate(planned: 480, down: 0, ideal: 1, produced: 0, good: 0);

        Assert.That(oee, Is.EqualTo(new Oee(1, 0, null, 0, 0, IsOverSpeed: false)));
    }

    [Test]
    public void More_downtime_than_planned_time_is_no_run_time_and_not_less()
    {
        var oee = Calculate(planned: 60, down: 61, ideal: 1, produced: 5, good: 5);

        Assert.That(oee.Availability, Is.Zero);
        Assert.That(oee.Value, Is.Zero);
    }

    [Test]
    public void Over_speed_is_held_to_one_and_flagged_with_the_raw_factor_kept()
    {
        var oee = Calculate(planned: 60, down: 0, ideal: 1, produced: 66, good: 33);

        Assert.That(oee, Is.EqualTo(new Oee(1, 1, 0.5m, 0.5m, 1.1m, IsOverSpeed: true)));
    }

    [Test]
    public void Without_an_ideal_cycle_availability_and_quality_are_known_and_OEE_is_not()
    {
        var oee = Calculate(planned: 60, down: 30, ideal: null, produced: 4, good: 3);

        Assert.That(oee, Is.EqualTo(new Oee(0.5m, null, 0.75m, null, null, IsOverSpeed: false)));
    }

    [Test]
    public void Scrap_of_earlier_parts_does_not_make_quality_negative()
    {
        Assert.That(Calculate(planned: 60, down: 0, ideal: 1, produced: 2, good: -1).Quality, Is.Zero);
    }

    [Test]
    public void Figures_are_rounded_once_from_full_precision_halves_away_from_zero()
    {
        var exact = new Oee(0.12345m, 0.99995m, 1m / 3, 0.00005m, 1.00005m, IsOverSpeed: true);

        Assert.That(exact.Rounded(), Is.EqualTo(new Oee(0.1235m, 1m, 0.3333m, 0.0001m, 1.0001m, IsOverSpeed: true)));
    }

    [Test]
    public void A_set_of_machines_is_a_ratio_of_sums_and_never_a_mean_of_ratios()
    {
        var busy = OeeTerms.Of(plannedTime: 480, downtime: 0, idealCycle: 1, produced: 480, good: 480);
        var idle = OeeTerms.Of(plannedTime: 20, downtime: 20, idealCycle: 10, produced: 0, good: 0);

        var oee = OeeCalculator.Calculate(busy + idle);

        Assert.That(oee.Availability, Is.EqualTo(480m / 500));
        Assert.That(oee.Value, Is.EqualTo(480m / 500));
    }

    [Test]
    public void Machines_of_different_pace_add_up_so_that_the_factors_still_make_the_OEE()
    {
        var quick = OeeTerms.Of(plannedTime: 100, downtime: 10, idealCycle: 1, produced: 80, good: 40);
        var slow = OeeTerms.Of(plannedTime: 100, downtime: 30, idealCycle: 20, produced: 3, good: 3);

        var oee = OeeCalculator.Calculate(quick + slow);

        Assert.That(oee.Value, Is.EqualTo((40m + 60) / 200).Within(1e-20m));
    }

    [Test]
    public void One_machine_without_an_ideal_cycle_makes_the_OEE_of_the_set_unknown()
    {
        var known = OeeTerms.Of(plannedTime: 100, downtime: 10, idealCycle: 1, produced: 80, good: 40);
        var unknown = OeeTerms.Of(plannedTime: 100, downtime: 30, idealCycle: null, produced: 3, good: 3);

        Assert.That(OeeCalculator.Calculate(known + unknown).Value, Is.Null);
    }

    static Oee Calculate(decimal planned, decimal down, decimal? ideal, decimal produced, decimal good) =>
        OeeCalculator.Calculate(OeeTerms.Of(planned, down, ideal, produced, good));
}
