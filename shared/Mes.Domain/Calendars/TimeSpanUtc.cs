namespace Mes.Domain.Calendars;

/// <summary>A stretch of time, half-open: [From, To).</summary>
public readonly record struct TimeSpanUtc(DateTimeOffset From, DateTimeOffset To);
