using Mes.Contracts.Events;

namespace Mes.Edge.Journal;

/// <summary>Gives what happened its identity and its times.</summary>
sealed class EventMint(EdgeClock clock, string station)
{
    /// <summary>This PC's clock.</summary>
    public DateTimeOffset Now => clock.Utc;

    /// <param name="source">The source's time stamp; null where there is none or a person acted.</param>
    /// <param name="act">The person's act that caused it.</param>
    public JournalEvent Make(EventBody body, DateTimeOffset? source = null, Guid? act = null)
    {
        var times = clock.Times(source);
        return new JournalEvent(Guid.CreateVersion7(times.EdgeUtc), times, Person: null, station, act, body);
    }
}
