using Mes.Central.Plant;
using Mes.Domain.Calendars;
using Mes.Domain.Machines;
using Mes.Domain.Performance;

namespace Mes.Central.Machines;

/// <summary>
/// Figures of a machine over any stretch of time: the sums of its shifts' figures, each by the ideal cycle that governed it, cut
/// to the stretch. Time outside shifts is not planned.
/// </summary>
/// <param name="Terms">For adding up machines.</param>
/// <param name="Losses">What became of the time so far, each microsecond in one class.</param>
/// <param name="Parts">What was made within shifts.</param>
/// <param name="Stops">The stops in that time, in order, each once.</param>
public sealed record RangeFigures(
    OeeTerms Terms, TimeLosses Losses, ShiftParts Parts, IReadOnlyList<StoppageTime> Stops)
{
    public static RangeFigures Zero { get; } = new(OeeTerms.Zero, TimeLosses.Zero, ShiftParts.Zero, []);

    /// <summary>Rounded once, from the sums (M0.11).</summary>
    public Oee Oee => OeeCalculator.Calculate(Terms).Rounded();

    /// <summary>Known over planned time; 1 where nothing was planned, as then nothing is missing.</summary>
    public decimal Coverage => decimal.Round(Losses.Times.Coverage ?? 1, Oee.Scale, MidpointRounding.ToZero);

    /// <summary>The sum of several machines; their parts are the same parts over again and are not added (M0.04).</summary>
    public static RangeFigures OfLine(IReadOnlyList<RangeFigures> machines) => new(
        machines.Aggregate(OeeTerms.Zero, (sum, machine) => sum + machine.Terms),
        machines.Aggregate(TimeLosses.Zero, (sum, machine) => sum + machine.Losses),
        machines.Count == 0 ? ShiftParts.Zero : machines[^1].Parts,
        [.. machines.SelectMany(machine => machine.Stops)]);

    /// <summary>Null where no shift has begun in the stretch.</summary>
    /// <param name="facts">Of the whole stretch.</param>
    internal static RangeFigures? Of(SiteCalendar calendar, PlantDefinitions plant, MachineDefinition machine, ShiftFacts facts)
    {
        var states = facts.States.OrderBy(state => state.Since).ToList();
        var counts = facts.Counts.OrderBy(count => count.To).ToList();
        var sum = Zero;
        var stops = new List<StoppageTime>();
        var shifts = ShiftsIn(calendar, facts);
        foreach (var shift in shifts)
        {
            var governing = plant.MachineAt(machine.MachineId, shift.To)!;
            var figures = TimeModel.Of(facts with
            {
                Span = Cut(shift, facts.Span),
                Breaks = shift.Breaks,
                States = StatesOf(states, shift),
                Counts = [.. Between(counts, count => count.To, shift.From, shift.To)],
                IdealCycle = governing.IdealCycle,
                MicroStopLimit = governing.MicroStopLimit,
            });
            sum = new RangeFigures(
                sum.Terms + figures.Terms, sum.Losses + TimeLosses.Of(figures), sum.Parts + figures.Parts, stops);
            AddStops(stops, figures.StoppageTimes);
        }

        var passed = Earlier(facts.Span.To, facts.Now) - facts.Span.From;
        return shifts.Count == 0 ? null : sum with { Losses = sum.Losses + OutsideShifts(facts, shifts, passed) };
    }

    internal static List<Shift> ShiftsIn(SiteCalendar calendar, ShiftFacts facts) =>
    [
        .. calendar.ShiftsOverlapping(facts.Span.From, Earlier(facts.Span.To, facts.Now)).Select(planned => planned.Shift),
    ];

    static TimeLosses OutsideShifts(ShiftFacts facts, List<Shift> shifts, TimeSpan passed)
    {
        var until = Earlier(facts.Span.To, facts.Now);
        var inside = shifts.Select(shift => Cut(shift, facts.Span))
            .Aggregate(TimeSpan.Zero, (sum, span) => sum + (Earlier(span.To, until) - span.From));
        return TimeLosses.Zero with { Times = ShiftTimes.Zero with { NotPlanned = passed - inside } };
    }

    // From the last state before the shift that ends a stop to the first one after it, so that each stop is whole.
    static List<StateSince> StatesOf(List<StateSince> states, Shift shift)
    {
        var first = IndexOf(states, state => state.Since, shift.From);
        do
        {
            first--;
        }
        while (first > 0 && !EndsStop(states[first]));

        var last = IndexOf(states, state => state.Since, shift.To.AddTicks(1));
        while (last < states.Count && !EndsStop(states[last]))
        {
            last++;
        }

        first = Math.Max(first, 0);
        return states.GetRange(first, Math.Min(last + 1, states.Count) - first);
    }

    static bool EndsStop(StateSince state) => state.State is MachineState.Running or MachineState.NoData;

    static IEnumerable<T> Between<T>(List<T> items, Func<T, DateTimeOffset> at, DateTimeOffset from, DateTimeOffset to)
    {
        for (var i = IndexOf(items, at, from); i < items.Count && at(items[i]) <= to; i++)
        {
            yield return items[i];
        }
    }

    /// <summary>The first of ordered items that is not before an instant.</summary>
    static int IndexOf<T>(List<T> items, Func<T, DateTimeOffset> at, DateTimeOffset instant)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = at(items[middle]) < instant ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // A stop across a change of shift is one stop.
    static void AddStops(List<StoppageTime> stops, IReadOnlyList<StoppageTime> more)
    {
        foreach (var part in more)
        {
            if (stops is [.., var last] && last.Stoppage.StartEventId == part.Stoppage.StartEventId)
            {
                stops[^1] = last with { Time = last.Time + part.Time };
            }
            else
            {
                stops.Add(part);
            }
        }
    }

    static TimeSpanUtc Cut(Shift shift, TimeSpanUtc span) =>
        new(shift.From > span.From ? shift.From : span.From, Earlier(shift.To, span.To));

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
