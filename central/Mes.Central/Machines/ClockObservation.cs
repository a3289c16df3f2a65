using Mes.Contracts.Events;

namespace Mes.Central.Machines;

/// <summary>How far a producer's clock was from central's at one reading of its monotonic clock (L10).</summary>
/// <param name="Boot">One run of that monotonic clock.</param>
/// <param name="MonoUs">Its reading, microseconds.</param>
/// <param name="Utc">The producer's wall clock then.</param>
/// <param name="OffsetUs">Central's clock minus the producer's, microseconds.</param>
/// <param name="Incarnation">The journal that it came in.</param>
/// <param name="Seq">Its number there.</param>
sealed record ClockObservation(Guid Boot, long MonoUs, DateTimeOffset Utc, long OffsetUs, Guid Incarnation, long Seq)
{
    /// <summary>Clocks of one plant are never quite alike; less than this is left alone.</summary>
    public const long Tolerance = 1_000_000;

    /// <summary>
    /// Microseconds to add to a wall clock reading of the producer. Within one boot the monotonic clock carries the observation
    /// to
    /// the event, so that a wall clock set in between does no harm; for another boot the last offset has to do.
    /// </summary>
    public long CorrectionOf(DateTimeOffset edgeUtc, long edgeMonoUs, Guid boot)
    {
        var correction = boot == Boot
            ? Microseconds.Of(Utc) + OffsetUs + (edgeMonoUs - MonoUs) - Microseconds.Of(edgeUtc)
            : OffsetUs;
        return Math.Abs((decimal)correction) > Tolerance ? correction : 0;
    }
}
