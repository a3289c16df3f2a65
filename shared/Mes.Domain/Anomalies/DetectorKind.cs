namespace Mes.Domain.Anomalies;

/// <summary>By what rule a tag is watched.</summary>
public enum DetectorKind
{
    /// <summary>Each value against mean and deviation of the values before it, or of the warm-up.</summary>
    ZScore,

    /// <summary>Sums of what exceeds an allowance to either side: a lasting shift.</summary>
    Cusum,

    /// <summary>An exponentially weighted mean: a drift, or a shift that lasts a few samples.</summary>
    Ewma,
}
