namespace Mes.Edge.Machines;

/// <summary>
/// How far a machine's own clock is behind the clock of the server that publishes it: the smallest difference among the last
/// changes, as delays only ever add to it. Debounce compares the server's publish times with the machine's time stamps, which
/// needs one clock.
/// </summary>
sealed class SourceLag
{
    // Enough to see one change without delay; few enough to follow a clock that is set within a shift's first minutes.
    const int Kept = 32;

    readonly Queue<TimeSpan> _fresh = new(Kept);
    TimeSpan _ahead;

    /// <summary>What to take off a publish time to have it in the machine's time.</summary>
    public TimeSpan Current => _fresh.Count > 0 ? _fresh.Min() : _ahead;

    /// <param name="isChange">False for a value read at connection: it may be hours old, and shows only a clock ahead.</param>
    public void Observe(DateTimeOffset sourceTime, DateTimeOffset serverTime, bool isChange)
    {
        var lag = serverTime - sourceTime;
        if (!isChange)
        {
            _ahead = lag < _ahead ? lag : _ahead;
            return;
        }

        if (_fresh.Count == Kept)
        {
            _fresh.Dequeue();
        }

        _fresh.Enqueue(lag);
    }
}
