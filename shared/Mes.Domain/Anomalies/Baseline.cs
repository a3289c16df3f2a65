namespace Mes.Domain.Anomalies;

/// <summary>What is normal for a tag.</summary>
/// <param name="Mean">In the unit of the tag.</param>
/// <param name="Deviation">Standard deviation, in the unit of the tag; more than zero.</param>
public sealed record Baseline(double Mean, double Deviation);
