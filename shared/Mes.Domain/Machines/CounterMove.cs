namespace Mes.Domain.Machines;

/// <summary>
/// What two readings in a row mean: the decision table of docs/counting.md. A counter alone cannot tell a roll-over from a reset;
/// how many parts the machine can have made in the time decides.
/// </summary>
/// <param name="Quantity">Parts between the readings.</param>
/// <param name="StartedOver">The counter began at 0 again: what it had counted since its last reading is lost.</param>
/// <param name="IsDoubtful">More, or other, than the machine can have done: the quantity stands, but as an estimate.</param>
readonly record struct CounterMove(long Quantity, bool StartedOver, bool IsDoubtful)
{
    /// <summary>So many parts are always believed: sources report in bursts, and counters step by the pack.</summary>
    const long AlwaysPlausible = 100;

    /// <summary>A machine may outrun its ideal cycle by this factor before its counter is doubted.</summary>
    const long Headroom = 4;

    public static CounterMove Between(long before, long after, TimeSpan elapsed, MachineRule rule)
    {
        var plausible = Math.Max(AlwaysPlausible, Makeable(elapsed, rule.IdealCycle));
        if (after >= before)
        {
            return new CounterMove(after - before, StartedOver: false, IsDoubtful: after - before > plausible);
        }

        if (before >= rule.CounterModulus)
        {
            // The modulus was set lower since: there is no way from there to here.
            return new CounterMove(after, StartedOver: true, IsDoubtful: true);
        }

        // Past half the modulus a roll-over is less likely than a reset, however much time has gone by.
        var rolled = rule.CounterModulus - before + after;
        return rolled <= Math.Min(plausible, rule.CounterModulus / 2)
            ? new CounterMove(rolled, StartedOver: false, IsDoubtful: false)
            : new CounterMove(after, StartedOver: true, IsDoubtful: true);
    }

    static long Makeable(TimeSpan elapsed, TimeSpan idealCycle) => idealCycle > TimeSpan.Zero
        ? (long)Math.Min((decimal)elapsed.Ticks * Headroom / idealCycle.Ticks, long.MaxValue)
        : long.MaxValue;
}
