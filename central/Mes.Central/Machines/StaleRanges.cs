using Mes.Domain.Calendars;

namespace Mes.Central.Machines;

/// <summary>
/// The time in which a transaction changed a machine's facts: one range a machine, as one mark is written for it (L27).
/// </summary>
sealed class StaleRanges
{
    readonly Dictionary<string, TimeSpanUtc> _ranges = [];

    public IReadOnlyDictionary<string, TimeSpanUtc> ByMachine => _ranges;

    public void Add(string machine, DateTimeOffset from, DateTimeOffset to)
    {
        var range = new TimeSpanUtc(from, to);
        if (_ranges.TryGetValue(machine, out var known))
        {
            range = new TimeSpanUtc(known.From < from ? known.From : from, known.To > to ? known.To : to);
        }

        _ranges[machine] = range;
    }
}
