using Mes.Domain.Machines;
using Mes.Edge.Acquisition;
using Mes.Edge.Machines;
using NUnit.Framework;

namespace Mes.Edge.Tests.Machines;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MachineInputsTests
{
    static readonly DateTimeOffset Now = Some.Morning;

    readonly MachineInputs _inputs = new(new MachineTags(
        new Dictionary<long, StateSignal> { [Some.StateTag] = StateSignal.State }, Some.PartsTag, FaultCode: null));

    [Test]
    public void Samples_of_one_publication_are_taken_in_order_of_source_time()
    {
        var inputs = _inputs.Of(
            Published(At(3), Some.Parts(7, At(2)), Some.State(Some.Running, At(1)), Some.Parts(6, At(0))), Unreached);

        Assert.That(inputs, Is.EqualTo(new MachineInput[]
        {
            new MachineInput.CounterSeen(At(0), 6), new MachineInput.StateSeen(At(1), 6),
            new MachineInput.CounterSeen(At(2), 7), new MachineInput.TimePassed(At(3)),
        }));
    }

    [Test]
    public void Other_tags_do_not_concern_the_machine()
    {
        var inputs = _inputs.Of(Published(At(1), Some.Sample(Some.TemperatureTag, 21.5, At(1))), Unreached);

        Assert.That(inputs, Is.EqualTo(new MachineInput[] { new MachineInput.TimePassed(At(1)) }));
    }

    [TestCase(0x8034_0000U, 6.0)]
    [TestCase(0U, null)]
    [TestCase(0U, 6.5)]
    [TestCase(0U, double.NaN)]
    public void A_value_that_the_source_does_not_vouch_for_is_none(uint status, double? value)
    {
        var inputs = _inputs.Of(Published(At(1), Some.Sample(Some.StateTag, value, At(1), status)), Unreached);

        Assert.That(inputs[0], Is.EqualTo(new MachineInput.StateSeen(At(1), Raw: null)));
    }

    [Test]
    public void Data_return_when_the_server_says_so_not_when_the_first_values_arrive()
    {
        _inputs.Take(new SourceNotice.Connected(At(10)));

        var inputs = _inputs.Of(Published(At(11), Some.State(Some.Running, At(-3600))), Unreached);

        Assert.That(inputs, Is.EqualTo(new MachineInput[]
        {
            new MachineInput.DataReturned(At(10)), new MachineInput.StateSeen(At(-3600), 6), new MachineInput.TimePassed(At(11)),
        }));
    }

    [Test]
    public void A_machine_clock_that_is_behind_does_not_let_time_pass_too_early()
    {
        // The machine's clock is three minutes behind the server's; the second sample is a change, seen 20 ms after it happened.
        _inputs.Of(Published(At(0), Behind(Some.Running, At(-600), delay: TimeSpan.FromMinutes(7))), Unreached);

        var inputs = _inputs.Of(Published(At(10), Behind(Some.Fault, At(9.9) - Skew, TimeSpan.FromMilliseconds(20))), Unreached);

        Assert.That(inputs[^1].At, Is.EqualTo(At(10) - Skew - TimeSpan.FromMilliseconds(20)));
    }

    [Test]
    public void The_end_of_the_data_is_told_in_the_machines_own_time()
    {
        _inputs.Of(Published(At(0), Some.State(Some.Running, At(-600))), Unreached);
        _inputs.Of(Published(At(1), Behind(Some.Fault, At(0.5) - Skew, TimeSpan.Zero)), Unreached);

        var lost = _inputs.Of(new SourceNotice.Interrupted(At(20), "The cable is out."));

        Assert.That(lost, Is.EqualTo(new MachineInput.DataLost(At(20) - Skew, "The cable is out.")));
    }

    [Test]
    public void A_source_that_never_spoke_loses_nothing() =>
        Assert.That(_inputs.Of(new SourceNotice.Interrupted(LastPublishTime: null, "Nobody listens there.")), Is.Null);

    [Test]
    public void A_clock_that_is_set_is_followed_once_the_old_changes_are_forgotten()
    {
        var lag = new SourceLag();
        lag.Observe(At(0), At(-180), isChange: true);
        for (var i = 1; i <= 32; i++)
        {
            lag.Observe(At(i), At(i) + TimeSpan.FromMilliseconds(i), isChange: true);
        }

        Assert.That(lag.Current, Is.EqualTo(TimeSpan.FromMilliseconds(1)));
    }

    [Test]
    public void A_tag_whose_clock_is_set_back_loses_nothing_but_that_instant()
    {
        _inputs.Of(Published(At(1), Some.State(Some.Running, At(0))), Unreached);

        var inputs = _inputs.Of(Published(At(3), Some.State(Some.Fault, At(-3598))), At(1));

        Assert.That(inputs, Is.EqualTo(new MachineInput[]
        {
            new MachineInput.DataLost(At(1), "The source's clock was set back by 00:59:58."),
            new MachineInput.DataReturned(At(3)),
            new MachineInput.StateSeen(At(-3598), 9), new MachineInput.TimePassed(At(3)),
        }));
    }

    [Test]
    public void A_clock_that_is_corrected_by_little_goes_unnoticed()
    {
        _inputs.Of(Published(At(10), Some.State(Some.Running, At(0))), Unreached);

        Assert.That(_inputs.Of(Published(At(7)), At(10)), Is.EqualTo([new MachineInput.TimePassed(At(7))]));
    }

    static readonly DateTimeOffset Unreached = DateTimeOffset.MinValue;

    static readonly TimeSpan Skew = TimeSpan.FromMinutes(3);

    static DateTimeOffset At(double seconds) => Now.AddSeconds(seconds);

    static TagSample Behind(double state, DateTimeOffset machineTime, TimeSpan delay) =>
        new(Some.StateTag, machineTime, machineTime + Skew + delay, Now, state, Status: 0);

    static SourceNotice.Published Published(DateTimeOffset at, params TagSample[] samples) => new(at, samples, Acknowledge: null);
}
