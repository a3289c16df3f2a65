using Mes.Central.Plant;
using Mes.Domain.Calendars;
using Mes.Domain.Performance;

namespace Mes.Central.Machines;

/// <summary>What happened on a line in a stretch of time, and which machine held it back.</summary>
static class LineStory
{
    const decimal TicksPerHour = TimeSpan.TicksPerHour;

    public static async Task<LineDetail> OfAsync(
        FactReader reader, LineOverview overview, IReadOnlyList<MachineNow> machines, TimeSpanUtc span, DateTimeOffset now)
    {
        var definitions = machines.Select(machine => reader.Plant.MachineAt(machine.Overview.Machine, span.To)!).ToList();
        var stretch = new Shift("", default, span.From, span.To, []);
        var known = machines.Select(machine => machine.Overview.CaughtUpTo ?? span.From).ToList();
        var facts = await reader.FactsAsync(definitions, stretch, known, now);
        var free = FreeTime(reader.Calendar, facts[0]);
        var activities = LineActivities.Of([.. facts.Select(machine => machine with { Breaks = free })]);
        var parts = definitions.Zip(facts, activities)
            .Select(machine => Machine(reader, machine.First, machine.Second, machine.Third)).ToList();
        var figures = RangeFigures.OfLine([.. parts.Select(machine => machine.Figures ?? RangeFigures.Zero)]);
        var isPlanned = parts.Exists(machine => machine.Figures is not null);
        var oee = figures.Oee;
        return new LineDetail(
            overview, span.From, span.To, oee.Availability, oee.Performance, oee.Quality, oee.Value, figures.Coverage,
            figures.Parts.Good, figures.Parts.Scrap, parts, BottleneckOf(parts, activities))
        {
            Figures = isPlanned ? figures : null,
        };
    }

    // Breaks, and all that lies in no shift.
    static List<TimeSpanUtc> FreeTime(SiteCalendar calendar, ShiftFacts facts)
    {
        var shifts = RangeFigures.ShiftsIn(calendar, facts);
        var free = shifts.SelectMany(shift => shift.Breaks).ToList();
        var at = facts.Span.From;
        foreach (var shift in shifts)
        {
            free.Add(new TimeSpanUtc(at, shift.From));
            at = shift.To;
        }

        free.Add(new TimeSpanUtc(at, facts.Span.To));
        return [.. free.Where(span => span.From < span.To)];
    }

    static LineMachine Machine(
        FactReader reader, MachineDefinition machine, ShiftFacts facts, IReadOnlyList<Activity> activities)
    {
        var figures = RangeFigures.Of(reader.Calendar, reader.Plant, machine, facts);
        var timeline = MachineTimeline.Of(reader.Plant, machine.Line, facts);
        var times = activities.GroupBy(activity => activity.Kind).ToDictionary(
            kind => kind.Key, kind => kind.Aggregate(TimeSpan.Zero, (sum, activity) => sum + activity.Length));
        return new LineMachine(
            machine.MachineId, machine.Name, timeline.Spans, Of(ActivityKind.Running), Of(ActivityKind.Idle),
            Of(ActivityKind.Starved), Of(ActivityKind.Blocked), Of(ActivityKind.Fault), Of(ActivityKind.Maintenance),
            Of(ActivityKind.NotPlanned), Of(ActivityKind.NoData), figures?.Oee.Value, UnitsPerHour(figures),
            machine.IdealCycle is { } cycle ? decimal.Round(TicksPerHour / cycle.Ticks, 1) : null)
        {
            Figures = figures,
            Stops = timeline.Stoppages,
        };

        TimeSpan Of(ActivityKind kind) => times.GetValueOrDefault(kind);
    }

    static decimal? UnitsPerHour(RangeFigures? figures) =>
        figures is { Losses.Times.Known: { Ticks: > 0 } known, Parts: var parts }
            ? decimal.Round((parts.GoodInBase + parts.ScrapInBase) * TicksPerHour / known.Ticks, 1)
            : null;

    static LineBottleneck BottleneckOf(List<LineMachine> machines, IReadOnlyList<IReadOnlyList<Activity>> activities)
    {
        var found = Bottleneck.Of(activities);
        return new LineBottleneck(
            found.Machine is { } machine ? machines[machine].Machine : null, found.Known, found.Undecided,
            machines.Zip(found.Held).ToDictionary(pair => pair.First.Machine, pair => pair.Second));
    }
}
