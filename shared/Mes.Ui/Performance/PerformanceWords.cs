namespace Mes.Ui.Performance;

/// <summary>Names the resource file of what the charts of time and stops say, and of the choice of a time.</summary>
public sealed class PerformanceWords;
