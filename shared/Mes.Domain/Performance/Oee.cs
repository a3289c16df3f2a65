namespace Mes.Domain.Performance;

/// <summary>
/// OEE and its factors, each from 0 to 1, at full precision until <see cref="Rounded"/>. Null means unknown and is never shown as
/// zero.
/// </summary>
/// <param name="Availability">Run time over planned time.</param>
/// <param name="Performance">Ideal time of all parts over run time, at most 1.</param>
/// <param name="Quality">Good parts over all parts.</param>
/// <param name="Value">Availability × performance × quality.</param>
/// <param name="RawPerformance">Performance before it was held to 1.</param>
/// <param name="IsOverSpeed">Parts came faster than the ideal cycle allows: the ideal cycle is wrong.</param>
public sealed record Oee(
    decimal? Availability, decimal? Performance, decimal? Quality, decimal? Value, decimal? RawPerformance, bool IsOverSpeed)
{
    /// <summary>Decimal places of a published figure.</summary>
    public const int Scale = 4;

    /// <summary>
    /// Each figure rounded on its own from full precision, halves away from zero, as people and Postgres' numeric do; so the
    /// product of the rounded factors may differ from the rounded product in the last place.
    /// </summary>
    public Oee Rounded() => new(
        Round(Availability), Round(Performance), Round(Quality), Round(Value), Round(RawPerformance), IsOverSpeed);

    static decimal? Round(decimal? value) =>
        value is { } exact ? decimal.Round(exact, Scale, MidpointRounding.AwayFromZero) : null;
}
