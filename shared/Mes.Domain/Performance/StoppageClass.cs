namespace Mes.Domain.Performance;

/// <summary>What a stop means to OEE (M0.01, M0.02).</summary>
public enum StoppageClass
{
    /// <summary>Shorter than the limit: a performance loss, no reason asked.</summary>
    MicroStop,

    /// <summary>At or above the limit: an availability loss, reason asked.</summary>
    Downtime,

    /// <summary>Its reason is of a planned class, so it leaves planned time.</summary>
    PlannedStop,
}
