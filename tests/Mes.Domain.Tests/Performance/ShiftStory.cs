using Mes.Domain.Calendars;
using Mes.Domain.Machines;
using Mes.Domain.Performance;

namespace Mes.Domain.Tests.Performance;

/// <summary>
/// One shift of a machine, told in seconds after its beginning: 600 s long, micro-stop limit 120 s, ideal cycle 2 s.
/// </summary>
sealed class ShiftStory
{
    public static readonly DateTimeOffset Six = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    readonly List<StateSince> _states = [];
    readonly List<CountSpan> _counts = [];
    readonly List<TimeSpanUtc> _breaks = [];

    public double Now { get; init; } = 3600;

    public double KnownThrough { get; init; } = 3600;

    public TimeSpan? IdealCycle { get; init; } = TimeSpan.FromSeconds(2);

    public static DateTimeOffset At(double seconds) => Six.AddSeconds(seconds);

    /// <summary>The id of the n-th state told, from 1.</summary>
    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public ShiftStory State(double seconds, MachineState state, string? reason = null, bool planned = false)
    {
        _states.Add(new StateSince(Id(_states.Count + 1), At(seconds), state, reason, planned));
        return this;
    }

    public ShiftStory Runs(double seconds) => State(seconds, MachineState.Running);

    public ShiftStory Stops(double seconds, string? reason = null, bool planned = false) =>
        State(seconds, MachineState.Idle, reason, planned);

    public ShiftStory Counts(double from, double to, long good, long scrap = 0, bool estimated = false)
    {
        _counts.Add(new CountSpan(At(from), At(to), good, scrap, estimated));
        return this;
    }

    public ShiftStory Break(double from, double to)
    {
        _breaks.Add(new TimeSpanUtc(At(from), At(to)));
        return this;
    }

    public ShiftFacts Facts => new(
        new TimeSpanUtc(Six, At(600)), _breaks, At(Now), At(KnownThrough), _states, _counts,
        IdealCycle, MicroStopLimit: TimeSpan.FromSeconds(120));

    public ShiftFigures Figures => TimeModel.Of(Facts);
}
