using Mes.Domain.Calendars;

namespace Mes.Domain.Performance;

/// <summary>
/// Splits a shift's time into classes that add up to it exactly, and makes its figures from them (M0.01, M0.02, M0.11). A break
/// wins over everything, as nothing was meant to happen in it; then the stop's class, or running, or no data.
/// </summary>
public static class TimeModel
{
    /// <summary>
    /// Facts of a running shift are always some seconds behind. Up to this lag its figures simply end where the facts do; a
    /// longer
    /// one is time without data.
    /// </summary>
    public static readonly TimeSpan OrdinaryLag = TimeSpan.FromSeconds(30);

    public static ShiftFigures Of(ShiftFacts facts)
    {
        var until = Until(facts);
        var soFar = Earlier(facts.KnownThrough, facts.Now);
        var stretches = StateStretches.Of(facts.States, soFar, facts.MicroStopLimit);
        var covered = new TimeSpanUtc(facts.Span.From, until);
        var classes = new TimeClasses(covered, Earlier(soFar, until), facts.Breaks, stretches);
        var times = classes.Times;
        var parts = PartsOf(facts, classes);

        var terms = OeeTerms.Of(
            times.Known.Ticks, times.Downtime.Ticks, facts.IdealCycle?.Ticks,
            produced: parts.GoodInBase + parts.ScrapInBase, good: parts.GoodInBase);
        var idealOfGood = IdealTime(facts, parts.GoodInBase);
        var idealOfScrap = IdealTime(facts, parts.ScrapInBase);
        return new ShiftFigures(
            until, times, parts, classes.Stoppages, classes.StoppageTimes, terms, OeeCalculator.Calculate(terms),
            idealOfGood, idealOfScrap, times.Running - idealOfGood - idealOfScrap);
    }

    internal static DateTimeOffset Until(ShiftFacts facts)
    {
        var reached = facts.KnownThrough < facts.Now && facts.Now - facts.KnownThrough <= OrdinaryLag
            ? facts.KnownThrough
            : facts.Now;
        return Later(facts.Span.From, Earlier(facts.Span.To, reached));
    }

    static ShiftParts PartsOf(ShiftFacts facts, TimeClasses classes)
    {
        var parts = ShiftParts.Zero;
        foreach (var count in facts.Counts.Where(count => count.At >= facts.Span.From && count.At < facts.Span.To))
        {
            var inBase = count.IsReclassification || (!count.IsEstimated && classes.IsBase(count.At));
            parts += new ShiftParts(
                count.Good, count.Scrap, inBase ? count.Good : 0, inBase ? count.Scrap : 0,
                count.IsEstimated ? count.Good + count.Scrap : 0);
        }

        return parts;
    }

    // In ticks, as a TimeSpan multiplies by floating point.
    static TimeSpan? IdealTime(ShiftFacts facts, long parts) =>
        facts.IdealCycle is { } cycle ? TimeSpan.FromTicks(cycle.Ticks * parts) : null;

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
