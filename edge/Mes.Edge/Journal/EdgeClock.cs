using Mes.Contracts.Events;

namespace Mes.Edge.Journal;

/// <summary>The clocks of this run (L10). A run of the program counts as one boot: its monotonic time starts at zero.</summary>
sealed class EdgeClock(TimeProvider time)
{
    readonly long _started = time.GetTimestamp();

    public TimeProvider Time => time;

    /// <summary>Names this run's monotonic time.</summary>
    public Guid Boot { get; } = Guid.NewGuid();

    public DateTimeOffset Utc => time.GetUtcNow();

    public TimeSpan Mono => time.GetElapsedTime(_started);

    public EventTimes Times(DateTimeOffset? source = null) => new(source, Utc, Mono, Boot);
}
