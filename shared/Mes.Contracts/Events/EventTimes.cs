namespace Mes.Contracts.Events;

/// <summary>The clocks an event keeps (L10). All in UTC with microsecond resolution; none is ever corrected in place.</summary>
/// <param name="Source">The source's own time stamp; null where the source gave none or where a person acted.</param>
/// <param name="EdgeUtc">Wall clock of the producer when the event was made.</param>
/// <param name="EdgeMono">Monotonic time since the boot named by <paramref name="Boot"/>.</param>
/// <param name="Boot">One run of the machine's monotonic clock.</param>
public sealed record EventTimes(DateTimeOffset? Source, DateTimeOffset EdgeUtc, TimeSpan EdgeMono, Guid Boot);
