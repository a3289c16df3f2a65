using Mes.Domain.Machines;
using NUnit.Framework;

namespace Mes.Domain.Tests.Machines;

sealed class FaultCodesTests
{
    static readonly Dictionary<long, string> Reasons = new() { [101] = "JAM", [102] = "VALVE" };

    [Test]
    public void A_code_on_show_while_the_machine_is_faulted_is_the_cause() =>
        Assert.That(CauseOfFaultAt(60_000, (0, 101))!.Reason, Is.EqualTo("JAM"));

    [Test]
    public void The_first_code_with_a_reason_is_the_cause() =>
        Assert.That(CauseOfFaultAt(1000, (1000, 999), (1100, 102), (1200, 101))!.Reason, Is.EqualTo("VALVE"));

    [Test]
    public void A_code_that_was_gone_before_the_stop_is_not() =>
        Assert.That(CauseOfFaultAt(5000, (1000, 101), (5000, 0)), Is.Null);

    [Test]
    public void A_code_that_is_gone_before_the_stop_is_certain_still_is() =>
        Assert.That(CauseOfFaultAt(5000, (5000, 101), (5200, 0))!.At, Is.EqualTo(Filler.At(5000)));

    [TestCase(3000, "JAM")]
    [TestCase(2999, null)]
    public void A_stop_that_is_no_fault_has_only_a_code_that_came_with_it(double shown, string? reason) =>
        Assert.That(Codes((shown, 101)).CauseOf(Filler.At(5000), isFault: false, Reasons)?.Reason, Is.EqualTo(reason));

    [Test]
    public void A_code_without_a_reason_is_shown_and_is_no_cause()
    {
        var codes = Codes((1000, 999));

        Assert.That(codes.Current, Is.EqualTo(999));
        Assert.That(codes.CauseOf(Filler.At(1000), isFault: true, Reasons), Is.Null);
    }

    [Test]
    public void Zero_and_no_value_are_no_code()
    {
        Assert.That(Codes((0, 101), (10, 0)).Current, Is.Null);
        Assert.That(FaultCodes.Start.See(Filler.At(0), 101).See(Filler.At(10), null).Current, Is.Null);
    }

    [Test]
    public void An_older_value_is_ignored() => Assert.That(Codes((1000, 101), (500, 0)).Current, Is.EqualTo(101));

    [Test]
    public void Only_the_last_changes_are_kept()
    {
        var codes = Codes([.. Enumerable.Range(0, 100).Select(i => ((double)i, (long)i))]);

        Assert.That(codes.Recent, Has.Count.EqualTo(16));
        Assert.That(codes.Current, Is.EqualTo(99));
    }

    static FaultCause? CauseOfFaultAt(double since, params (double At, long Code)[] shown) =>
        Codes(shown).CauseOf(Filler.At(since), isFault: true, Reasons);

    static FaultCodes Codes(params (double At, long Code)[] shown) => shown.Aggregate(
        FaultCodes.Start, (codes, each) => codes.See(Filler.At(each.At), each.Code));
}
