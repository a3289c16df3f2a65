namespace Mes.Domain.Anomalies;

/// <summary>How far a value lies outside of what was expected.</summary>
public enum AnomalySeverity
{
    /// <summary>Outside the expected band.</summary>
    Warning,

    /// <summary>At least twice as far from the expected mean as the edge of the band.</summary>
    Critical,
}
