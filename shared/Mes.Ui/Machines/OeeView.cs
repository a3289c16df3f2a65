namespace Mes.Ui.Machines;

/// <summary>OEE as shown. Factors are fractions; null where there is nothing to divide by.</summary>
/// <param name="Coverage">Part of planned time about which something is known, 0 to 1.</param>
/// <param name="OverSpeed">The raw performance was above 1 and is shown as 1 (M0.11).</param>
public sealed record OeeView(
    decimal? Oee, decimal? Availability, decimal? Performance, decimal? Quality, decimal Coverage, bool OverSpeed)
{
    const decimal TrustedCoverage = 0.9m;

    /// <summary>Below full coverage a figure says so.</summary>
    public bool IsPartial => Coverage < 1m;

    /// <summary>Below 90 % it is hatched: too little is known to act on it (M0.02).</summary>
    public bool IsDoubtful => Coverage < TrustedCoverage;
}
