using Mes.Domain.Machines;
using NUnit.Framework;

namespace Mes.Domain.Tests.Machines;

sealed class StateByBitsTests
{
    static readonly MachineRule AllBits = Filler.Rule with { State = new StateRule.ByBits(HasFault: true, HasMaintenance: true) };

    [TestCase(1, 0, 0, "RUNNING")]
    [TestCase(0, 0, 0, "IDLE")]
    [TestCase(1, 1, 0, "FAULT")]
    [TestCase(1, 0, 1, "MAINTENANCE")]
    [TestCase(0, 1, 1, "FAULT")]
    [TestCase(7, 0, 0, "RUNNING")]
    public void The_first_bit_that_is_set_decides(long run, long fault, long maintenance, string state)
    {
        var capper = Shows(run, fault, maintenance);

        Assert.That(capper.Told(), Is.EqualTo(Filler.Says($"{state} @0")));
    }

    [Test]
    public void A_machine_with_nothing_but_a_run_bit_runs_or_is_idle()
    {
        var capper = new Filler(Filler.Rule with { State = new StateRule.ByBits(HasFault: false, HasMaintenance: false) })
            .Bit(0, StateSignal.Run, 1).Bit(3000, StateSignal.Run, 0).Passed(9000);

        Assert.That(capper.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "IDLE @3000")));
        Assert.That(capper.Changes.Select(change => change.Raw), Is.EqualTo(Filler.Says("run=1", "run=0")));
    }

    [Test]
    public void Nothing_is_concluded_before_each_bit_that_matters_was_seen()
    {
        var capper = new Filler(AllBits).Bit(0, StateSignal.Run, 1).Bit(100, StateSignal.Maintenance, 0);
        Assert.That(capper.Told(), Is.Empty);

        capper.Bit(200, StateSignal.Fault, 0);

        Assert.That(capper.Told(), Is.EqualTo(Filler.Says("RUNNING @200")));
    }

    [Test]
    public void Two_bits_that_turn_at_one_instant_are_one_transition()
    {
        var capper = Shows(1, 0, 0).Bit(5000, StateSignal.Run, 0).Bit(5000, StateSignal.Fault, 1).Passed(9000);

        Assert.That(capper.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "FAULT @5000")));
        Assert.That(capper.Changes.Last().Raw, Is.EqualTo("run=0 fault=1 maintenance=0"));
    }

    [Test]
    public void A_bit_that_is_not_known_makes_the_state_unknown()
    {
        var capper = Shows(1, 0, 0).Bit(5000, StateSignal.Fault, null);

        Assert.That(capper.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "GAP @5000")));
        Assert.That(capper.Progress.GapCause, Is.EqualTo("The source gives no usable value for the fault tag."));
    }

    [Test]
    public void A_bit_that_is_not_known_does_not_matter_below_one_that_is_set()
    {
        var capper = Shows(1, 1, 0).Bit(5000, StateSignal.Run, null).Bit(6000, StateSignal.Maintenance, null).Passed(9000);

        Assert.That(capper.Told(), Is.EqualTo(Filler.Says("FAULT @0")));
    }

    [Test]
    public void A_bit_that_is_known_again_closes_the_gap()
    {
        var capper = Shows(1, 0, 0).Bit(5000, StateSignal.Run, null).Bit(7000, StateSignal.Run, 1);

        Assert.That(capper.Told(), Is.EqualTo(Filler.Says("RUNNING @0", "GAP @5000", "GAP [5000,7000)", "RUNNING @7000")));
    }

    [Test]
    public void After_a_loss_every_bit_must_show_itself_anew()
    {
        var capper = Shows(1, 0, 0).Lost(5000).Returned(8000).Bit(8000, StateSignal.Fault, 0).Bit(8000, StateSignal.Run, 1);
        Assert.That(capper.Progress.State, Is.EqualTo(MachineState.NoData));

        capper.Bit(8000, StateSignal.Maintenance, 0);

        Assert.That(capper.Told()[^1], Is.EqualTo("RUNNING @8000"));
    }

    [Test]
    public void An_older_value_of_a_bit_moves_nothing_though_another_bit_is_newer()
    {
        var capper = Shows(0, 0, 0).Bit(3000, StateSignal.Run, 1).Bit(4000, StateSignal.Fault, 0)
            .Bit(2000, StateSignal.Run, 0).Passed(9000);

        Assert.That(capper.Told(), Is.EqualTo(Filler.Says("IDLE @0", "RUNNING @3000")));
    }

    static Filler Shows(long run, long fault, long maintenance) => new Filler(AllBits)
        .Bit(0, StateSignal.Fault, fault).Bit(0, StateSignal.Maintenance, maintenance).Bit(0, StateSignal.Run, run);
}
