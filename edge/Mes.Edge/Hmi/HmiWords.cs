namespace Mes.Edge.Hmi;

/// <summary>Names the resource file that holds what the touch pages say.</summary>
public sealed class HmiWords;
