namespace Mes.Ui.Charts;

/// <summary>Between what a metric is expected to stay; in its unit.</summary>
public sealed record ExpectedBand(double Low, double High);
