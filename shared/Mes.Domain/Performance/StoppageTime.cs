namespace Mes.Domain.Performance;

/// <summary>A stop and how much of its class's time it makes up: what lies in the shift, is known and is no break.</summary>
public sealed record StoppageTime(Stoppage Stoppage, TimeSpan Time);
