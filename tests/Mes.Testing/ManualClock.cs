namespace Mes.Testing;

/// <summary>
/// A clock that moves only when told. Timers fire inside <see cref="Advance"/>, in the order in which they fall due, each at its
/// own instant. <see cref="StepWallClock"/> moves the wall clock alone, as a time server's correction does.
/// </summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    readonly Lock _gate = new();
    readonly List<ManualTimer> _timers = [];
    readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    DateTimeOffset _wallClockAtZero = start;
    TimeSpan _elapsed;

    public ManualClock() : this(new DateTimeOffset(2026, 1, 5, 6, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _wallClockAtZero + _elapsed;
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed.Ticks;
        }
    }

    /// <summary>Moves time on and fires what falls due on the way, also timers that were set while firing.</summary>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        var end = new TimeSpan(GetTimestamp()) + span;
        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _elapsed = end;
        }
    }

    public void StepWallClock(TimeSpan step)
    {
        lock (_gate)
        {
            _wallClockAtZero += step;
        }
    }

    /// <summary>Completes once this many timers are armed, so that a test advances only when the code under test waits.</summary>
    public Task WaitForTimersAsync(int count = 1)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            ReleaseWaiting();
            return reached.Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    ManualTimer? NextDue(TimeSpan end)
    {
        lock (_gate)
        {
            var timer = _timers.Where(t => t.DueAt <= end).MinBy(t => t.DueAt);
            if (timer is null)
            {
                return null;
            }

            _elapsed = timer.DueAt > _elapsed ? timer.DueAt : _elapsed;
            if (timer.Period > TimeSpan.Zero)
            {
                timer.DueAt += timer.Period;
            }
            else
            {
                _timers.Remove(timer);
            }

            return timer;
        }
    }

    void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.DueAt = _elapsed + dueTime;
            timer.Period = period;
            _timers.Add(timer);
            ReleaseWaiting();
        }
    }

    void ReleaseWaiting()
    {
        foreach (var waiting in _waiting.Where(w => w.Count <= _timers.Count).ToArray())
        {
            _waiting.Remove(waiting);
            waiting.Reached.SetResult();
        }
    }

    sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        public TimeSpan DueAt { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Arm(this, dueTime, period);
            return true;
        }

        public void Dispose() => clock.Arm(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
