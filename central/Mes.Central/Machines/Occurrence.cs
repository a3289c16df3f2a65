using Mes.Contracts.Events;

namespace Mes.Central.Machines;

/// <summary>When something happened by central's reckoning, and how that was reached (L10).</summary>
/// <param name="At">The time that figures use.</param>
/// <param name="SourceTime">The source's own, where it gave one.</param>
/// <param name="Basis"><c>source</c> or <c>edge</c>: whose clock dated it.</param>
/// <param name="Correction">Microseconds added to that clock.</param>
sealed record Occurrence(DateTimeOffset At, DateTimeOffset? SourceTime, string Basis, long Correction)
{
    public const string Source = "source";
    public const string Edge = "edge";

    /// <summary>
    /// A source's clock is not the edge's, whose offset says nothing of it: only times that the edge gave are corrected.
    /// </summary>
    public static Occurrence Of(EventTimes times, ClockObservation? observation)
    {
        if (times.Source is { } source)
        {
            return new Occurrence(source, source, Source, 0);
        }

        var correction = observation?.CorrectionOf(times.EdgeUtc, Microseconds.Of(times.EdgeMono), times.Boot) ?? 0;
        return new Occurrence(Moved(times.EdgeUtc, correction), null, Edge, correction);
    }

    /// <summary>Another instant that the same clock told.</summary>
    public DateTimeOffset Corrected(DateTimeOffset told) => Moved(told, Correction);

    static DateTimeOffset Moved(DateTimeOffset time, long microseconds) =>
        time.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
