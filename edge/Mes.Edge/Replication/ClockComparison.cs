namespace Mes.Edge.Replication;

/// <summary>One comparison of our clock with central's.</summary>
/// <param name="Offset">Central's clock minus ours.</param>
/// <param name="Uncertainty">Half the round trip.</param>
/// <param name="Mono">Our monotonic time at the comparison.</param>
readonly record struct ClockComparison(TimeSpan Offset, TimeSpan Uncertainty, TimeSpan Mono)
{
    /// <summary>A smaller change moves no figure.</summary>
    static readonly TimeSpan NotableChange = TimeSpan.FromMilliseconds(50);

    static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <param name="asked">Our wall clock when the question left.</param>
    /// <param name="roundTrip">Monotonic time until the answer.</param>
    public static ClockComparison Of(DateTimeOffset asked, TimeSpan roundTrip, DateTimeOffset central, TimeSpan mono) =>
        new(central - (asked + (roundTrip / 2)), roundTrip / 2, mono);

    /// <summary>Worth an event: the first of a boot, a change beyond doubt, ten minutes after the last (L10).</summary>
    public bool IsWorthTelling(ClockComparison? told) =>
        told is not { } last
        || Mono - last.Mono >= Interval
        || (Offset - last.Offset).Duration() > NotableChange + Uncertainty;
}
