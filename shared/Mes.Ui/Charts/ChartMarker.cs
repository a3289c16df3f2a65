namespace Mes.Ui.Charts;

/// <summary>Something that was noticed in a metric, such as an anomaly.</summary>
/// <param name="At">When.</param>
/// <param name="Value">Where it stands on the chart; null for the foot of it.</param>
/// <param name="Severity"><c>warning</c> or <c>fault</c>: its colour.</param>
/// <param name="Words">What a person reads of it.</param>
public sealed record ChartMarker(DateTimeOffset At, double? Value, string Severity, string Words);
