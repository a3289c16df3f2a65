using Mes.Domain.Calendars;

namespace Mes.Domain.Performance;

/// <summary>The classes of a stretch of time: what each of its microseconds is.</summary>
sealed class TimeClasses
{
    readonly TimeSpanUtc _known;
    readonly List<TimeSpanUtc> _breaks;
    readonly List<StateStretch> _stretches;

    /// <param name="covered">The time to be classed.</param>
    /// <param name="knownThrough">From here on nothing is known.</param>
    /// <param name="breaks">May overlap, and reach out of <paramref name="covered"/>.</param>
    /// <param name="stretches">In order, each ending where the next begins.</param>
    public TimeClasses(
        TimeSpanUtc covered, DateTimeOffset knownThrough, IReadOnlyList<TimeSpanUtc> breaks, List<StateStretch> stretches)
    {
        _known = new TimeSpanUtc(covered.From, knownThrough);
        _breaks = Joined(breaks);
        _stretches = stretches;
        StoppageTimes = [.. Within().Where(within => within.Of.Stoppage is not null).Select(within => new StoppageTime(
            within.Of.Stoppage!, within.Span.To - within.Span.From - BreaksIn(within.Span)))];
        Times = Sum(covered);
    }

    public ShiftTimes Times { get; }

    /// <summary>The stops that share any time with what is covered.</summary>
    public IReadOnlyList<Stoppage> Stoppages => [.. StoppageTimes.Select(part => part.Stoppage)];

    /// <summary>Each of them with the time of its class that it makes up.</summary>
    public IReadOnlyList<StoppageTime> StoppageTimes { get; }

    /// <summary>The instant is in the base of OEE: planned, known, and no planned stop.</summary>
    public bool IsBase(DateTimeOffset at)
    {
        var index = StateStretches.LastFrom(_stretches, at);
        var stretch = index < 0 ? null : _stretches[index];
        return at >= _known.From && at < _known.To && !_breaks.Exists(pause => pause.From <= at && at < pause.To)
            && stretch is not null && (stretch.IsRunning || stretch.Stoppage is { Class: not StoppageClass.PlannedStop });
    }

    ShiftTimes Sum(TimeSpanUtc covered)
    {
        var times = ShiftTimes.Zero with { NotPlanned = BreaksIn(covered) };
        foreach (var (stretch, span) in Within())
        {
            var worked = span.To - span.From - BreaksIn(span);
            times += (stretch.IsRunning, stretch.Stoppage?.Class) switch
            {
                (true, _) => ShiftTimes.Zero with { Running = worked },
                (_, StoppageClass.MicroStop) => ShiftTimes.Zero with { MicroStop = worked },
                (_, StoppageClass.Downtime) => ShiftTimes.Zero with { Downtime = worked },
                (_, StoppageClass.PlannedStop) => ShiftTimes.Zero with { PlannedStop = worked },
                _ => ShiftTimes.Zero,
            };
        }

        return times with { NoData = covered.To - covered.From - times.Elapsed };
    }

    /// <summary>The stretches, cut to the time that is known.</summary>
    IEnumerable<(StateStretch Of, TimeSpanUtc Span)> Within()
    {
        foreach (var stretch in _stretches)
        {
            var span = Cut(new TimeSpanUtc(stretch.From, stretch.To ?? _known.To), _known);
            if (span.From < span.To)
            {
                yield return (stretch, span);
            }
        }
    }

    TimeSpan BreaksIn(TimeSpanUtc span)
    {
        var total = TimeSpan.Zero;
        foreach (var pause in _breaks)
        {
            var shared = Cut(pause, span);
            total += shared.From < shared.To ? shared.To - shared.From : TimeSpan.Zero;
        }

        return total;
    }

    static List<TimeSpanUtc> Joined(IReadOnlyList<TimeSpanUtc> breaks)
    {
        var joined = new List<TimeSpanUtc>();
        foreach (var pause in breaks.Where(pause => pause.From < pause.To).OrderBy(pause => pause.From))
        {
            if (joined.Count > 0 && pause.From <= joined[^1].To)
            {
                joined[^1] = joined[^1] with { To = pause.To > joined[^1].To ? pause.To : joined[^1].To };
            }
            else
            {
                joined.Add(pause);
            }
        }

        return joined;
    }

    static TimeSpanUtc Cut(TimeSpanUtc span, TimeSpanUtc by) =>
        new(span.From > by.From ? span.From : by.From, span.To < by.To ? span.To : by.To);
}
