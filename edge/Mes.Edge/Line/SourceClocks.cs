namespace Mes.Edge.Line;

/// <summary>
/// What each source's clock shows now. A source within the tolerance of this PC's clock is taken to agree with it: the times
/// that a source tells lag by as long as it takes to tell them.
/// </summary>
sealed class SourceClocks
{
    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    readonly Dictionary<string, TimeSpan> _behind = [];

    public void Take(string source, DateTimeOffset published, DateTimeOffset now) => _behind[source] = now - published;

    /// <summary>The source's time at this instant of ours; ours where it has said nothing yet.</summary>
    public DateTimeOffset At(string source, DateTimeOffset now)
    {
        var at = _behind.TryGetValue(source, out var behind) && behind.Duration() > Tolerance ? now - behind : now;

        // As finely as counts are dated.
        return at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerMicrosecond));
    }
}
