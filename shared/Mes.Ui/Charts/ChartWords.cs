namespace Mes.Ui.Charts;

/// <summary>Names the resource file that holds what charts say.</summary>
public sealed class ChartWords;
