using Mes.Testing;

namespace Mes.EndToEnd;

/// <summary>
/// What the simulated machines themselves know, in the words of the product: worked out from their own logs by the rules of
/// docs/state-rules.md, without any of the product's code.
/// </summary>
static class Truth
{
    const int Execute = 6;
    const int Aborted = 9;
    static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(500);

    public static async Task<IReadOnlyList<Stretch>> OfAsync(
        Simulator simulator, string machine, PlantOptions options, DateTimeOffset from, DateTimeOffset to)
    {
        if (machine != "labeller")
        {
            var log = (await simulator.StateAsync(machine)).StateLog;
            var ends = log.Skip(1).Select(entry => entry.At).Append(DateTimeOffset.MaxValue);
            return Debounced(log.Zip(ends, (entry, end) => new Stretch(entry.At, end, StateOf(entry))), from, to);
        }

        var cycles = (await simulator.CyclesAsync(machine)).Select(cycle => cycle.At).ToArray();
        return Debounced(ByCycles(cycles, TimeSpan.FromMilliseconds(PlantMachines.IdealCycleMs(machine, options))), from, to);
    }

    /// <summary>Where the told states, as far as they are known, are not the true ones.</summary>
    public static IReadOnlyList<string> Disagreements(
        IReadOnlyList<Stretch> truth, IReadOnlyList<Stretch> told, TimeSpan tolerance) =>
    [
        .. from one in truth
           from other in told
           where other.State != Told.NoData && other.State != one.State
           from overlap in Told.Clip([one], other.From, other.To)
           where overlap.Length > tolerance
           select $"{overlap.From:HH:mm:ss.fff} to {overlap.To:HH:mm:ss.fff} was {one.State} and is told as {other.State}",
    ];

    static string StateOf(SimulatorState.Transition entry) => entry switch
    {
        { State: Execute } => "RUNNING",
        { State: Aborted } => "FAULT",
        { Cause: "maintenance" } => "MAINTENANCE",
        _ => "IDLE",
    };

    // Running while a cycle ended within the patience: it stopped where its last cycle ended and began an ideal cycle before the
    // end of the next.
    static IEnumerable<Stretch> ByCycles(DateTimeOffset[] cycles, TimeSpan ideal)
    {
        var known = DateTimeOffset.MinValue;
        var stopped = DateTimeOffset.MinValue;
        foreach (var cycle in cycles)
        {
            if (stopped == DateTimeOffset.MinValue || cycle - stopped > ideal * PlantOptions.CycleFactor)
            {
                yield return new Stretch(known, stopped, "RUNNING");
                known = cycle - ideal;
                yield return new Stretch(stopped, known, "IDLE");
            }

            stopped = cycle;
        }

        yield return new Stretch(known, stopped, "RUNNING");
        yield return new Stretch(stopped, DateTimeOffset.MaxValue, "IDLE");
    }

    // A change shorter than the debounce is noise: the state before it lasts.
    static IReadOnlyList<Stretch> Debounced(IEnumerable<Stretch> stretches, DateTimeOffset from, DateTimeOffset to)
    {
        var lasting = new List<Stretch>();
        foreach (var stretch in Told.Clip(stretches, DateTimeOffset.MinValue, DateTimeOffset.MaxValue))
        {
            if (lasting.Count > 0 && stretch.Length < Debounce)
            {
                lasting[^1] = lasting[^1] with { To = stretch.To };
            }
            else
            {
                lasting.Add(stretch);
            }
        }

        return Told.Clip(lasting, from, to);
    }
}
