namespace Mes.Domain.Anomalies;

/// <summary>
/// Mean and deviation of a growing number of values, by Welford's recurrence: the naive sum of squares loses every digit where
/// the mean is large beside the deviation. Source: B. P. Welford, Technometrics 4 (1962); NIST StRD NumAcc4 is the test of it.
/// </summary>
struct Moments
{
    public long Count;
    public double Mean;
    public double SquareSum;

    /// <summary>Sample standard deviation, n - 1 below; 0 of fewer than two values.</summary>
    public readonly double Deviation => Count > 1 ? Math.Sqrt(SquareSum / (Count - 1)) : 0;

    public void Add(double value)
    {
        Count++;
        var distance = value - Mean;
        Mean += distance / Count;
        SquareSum += distance * (value - Mean);
    }
}
