namespace Mes.Domain.Performance;

/// <summary>Which machine held its line back, and for how much of the time.</summary>
/// <param name="Machine">Number of the machine in the order given; null where none stands out.</param>
/// <param name="Held">For each machine, the time in which it was the momentary bottleneck.</param>
/// <param name="Undecided">Time in which several machines were the momentary bottleneck alike, or none was active.</param>
/// <param name="Known">The time looked at: what is known of every machine, and planned. The times above add up to it.</param>
/// <remarks>
/// The active period method: a machine is active while it waits for no other; of the machines that are active at an instant the
/// one with the longest unbroken active period is the bottleneck at that instant, as all others had to wait in between. Source:
/// C. Roser, M. Nakano, M. Tanaka, "Shifting Bottleneck Detection", Proceedings of the 2002 Winter Simulation Conference, pages
/// 1079-1086. Not taken over from there: the split into sole and shifting bottleneck. Periods are cut at the ends of the time
/// looked at and at what is unknown or not planned.
/// </remarks>
public sealed record Bottleneck(int? Machine, IReadOnlyList<TimeSpan> Held, TimeSpan Undecided, TimeSpan Known)
{
    /// <param name="machines">The activities of each machine, without holes, in order, all from the same instant.</param>
    public static Bottleneck Of(IReadOnlyList<IReadOnlyList<Activity>> machines)
    {
        var walks = machines.Select(activities => new Walk(activities)).ToList();
        var held = new TimeSpan[machines.Count];
        var (undecided, known) = (TimeSpan.Zero, TimeSpan.Zero);
        while (walks.Count > 0 && walks.TrueForAll(walk => walk.HasMore))
        {
            var from = walks.Max(walk => walk.From);
            var to = walks.Min(walk => walk.To);
            var length = to > from ? to - from : TimeSpan.Zero;
            if (walks.TrueForAll(walk => walk.Counts))
            {
                known += length;
                if (LongestActive(walks) is { } machine)
                {
                    held[machine] += length;
                }
                else
                {
                    undecided += length;
                }
            }

            walks.ForEach(walk => walk.PassUpTo(to));
        }

        return new Bottleneck(Most(held), held, undecided, known);
    }

    static int? LongestActive(List<Walk> walks)
    {
        var longest = walks.Max(walk => walk.ActivePeriod);
        var first = walks.FindIndex(walk => walk.ActivePeriod == longest);
        return longest > TimeSpan.Zero && walks.FindLastIndex(walk => walk.ActivePeriod == longest) == first ? first : null;
    }

    static int? Most(TimeSpan[] held)
    {
        var most = held.Length == 0 ? TimeSpan.Zero : held.Max();
        return most > TimeSpan.Zero && held.Count(time => time == most) == 1 ? Array.IndexOf(held, most) : null;
    }

    /// <summary>Goes through the activities of one machine.</summary>
    sealed class Walk
    {
        readonly IReadOnlyList<Activity> _activities;
        readonly TimeSpan[] _periods;
        int _at;

        public Walk(IReadOnlyList<Activity> activities)
        {
            _activities = activities;
            _periods = new TimeSpan[activities.Count];
            for (var first = 0; first < activities.Count;)
            {
                var next = first + 1;
                while (next < activities.Count && activities[first].IsActive && activities[next].IsActive)
                {
                    next++;
                }

                var period = activities[first].IsActive ? activities[next - 1].To - activities[first].From : TimeSpan.Zero;
                Array.Fill(_periods, period, first, next - first);
                first = next;
            }
        }

        public bool HasMore => _at < _activities.Count;

        public DateTimeOffset From => _activities[_at].From;

        public DateTimeOffset To => _activities[_at].To;

        public bool Counts => _activities[_at].Counts;

        /// <summary>Length of the active period that it is in; zero while it waits.</summary>
        public TimeSpan ActivePeriod => _periods[_at];

        public void PassUpTo(DateTimeOffset at)
        {
            while (HasMore && To <= at)
            {
                _at++;
            }
        }
    }
}
