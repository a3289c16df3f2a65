namespace Mes.EndToEnd;

/// <summary>
/// OEE of one shift as a planner would work it out on a sheet, from the rows of <c>machine_events</c> and
/// <c>production_events</c> alone. It shares no code with the product on purpose.
/// </summary>
static class Spreadsheet
{
    public sealed record StateRow(DateTime OccurredAt, string State);

    public sealed record CountRow(DateTime FromAt, DateTime ToAt, string Outcome, long Quantity, bool Estimated);

    public sealed record Answer(decimal Availability, decimal Performance, decimal Quality, decimal Oee);

    public const string StatesSql = """
        select occurred_at as "OccurredAt", state as "State"
        from machine_events_current
        order by incarnation_ordinal, seq
        """;

    public const string CountsSql = """
        select from_at as "FromAt", to_at as "ToAt", outcome as "Outcome", quantity as "Quantity",
               estimated as "Estimated"
        from production_events_current
        order by from_at
        """;

    public static Answer Of(
        IReadOnlyList<StateRow> states, IReadOnlyList<CountRow> counts,
        DateTime from, DateTime to, TimeSpan microStopLimit, TimeSpan idealCycle)
    {
        var stopped = TimeSpan.Zero;
        var unknown = states[0].OccurredAt > from ? Min(states[0].OccurredAt, to) - from : TimeSpan.Zero;
        for (var row = 0; row < states.Count; row++)
        {
            var began = states[row].OccurredAt;
            if (states[row].State == "NO_DATA")
            {
                unknown += Overlap(began, EndOf(states, row), from, to);
            }
            else if (states[row].State != "RUNNING" && (row == 0 || states[row - 1].State is "RUNNING" or "NO_DATA"))
            {
                // One stop from its first row to the next running or unknown one, whatever it is called in between.
                var end = row;
                while (end + 1 < states.Count && states[end + 1].State is not ("RUNNING" or "NO_DATA"))
                {
                    end++;
                }

                var ended = EndOf(states, end);
                stopped += ended - began >= microStopLimit ? Overlap(began, ended, from, to) : TimeSpan.Zero;
            }
        }

        var planned = Seconds(to - from - unknown);
        var run = planned - Seconds(stopped);
        var inside = counts.Where(count => count.FromAt >= from && count.ToAt <= to && !count.Estimated).ToList();
        var good = inside.Where(count => count.Outcome == "GOOD").Sum(count => count.Quantity);
        var total = inside.Where(count => count.Outcome is "GOOD" or "SCRAP").Sum(count => count.Quantity);
        var availability = run / planned;
        var performance = decimal.Min(1, total * Seconds(idealCycle) / run);
        var quality = (decimal)good / total;
        return new Answer(Round(availability), Round(performance), Round(quality), Round(availability * performance * quality));
    }

    static DateTime EndOf(IReadOnlyList<StateRow> states, int row) =>
        row + 1 < states.Count ? states[row + 1].OccurredAt : DateTime.MaxValue;

    static TimeSpan Overlap(DateTime began, DateTime ended, DateTime from, DateTime to)
    {
        var start = began > from ? began : from;
        var end = Min(ended, to);
        return end > start ? end - start : TimeSpan.Zero;
    }

    static DateTime Min(DateTime one, DateTime other) => one < other ? one : other;

    static decimal Seconds(TimeSpan span) => span.Ticks / (decimal)TimeSpan.TicksPerSecond;

    static decimal Round(decimal figure) => Math.Round(figure, 4, MidpointRounding.AwayFromZero);
}
