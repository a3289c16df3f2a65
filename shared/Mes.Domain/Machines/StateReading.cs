using System.Globalization;

namespace Mes.Domain.Machines;

/// <summary>What a machine's signals mean together at one instant.</summary>
/// <param name="State">Null where it is not known.</param>
/// <param name="Shown">The source's own values, as text.</param>
/// <param name="Cause">Why the state is unknown, in words; null where it is known, or a signal has not been seen yet.</param>
readonly record struct StateReading(MachineState? State, string Shown, string? Cause)
{
    public static StateReading Of(StateRule rule, IReadOnlyList<SignalValue> signals) => rule switch
    {
        StateRule.ByTag tag => OfTag(tag, signals),
        StateRule.ByBits bits => OfBits(bits, signals),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "This rule reads no signals."),
    };

    public static string CauseWithout(string tag) => $"The source gives no usable value for the {tag} tag.";

    static StateReading OfTag(StateRule.ByTag rule, IReadOnlyList<SignalValue> signals)
    {
        if (signals.FirstOrDefault(signal => signal.Signal == StateSignal.State) is not { } seen)
        {
            return new StateReading(State: null, "", Cause: null);
        }

        if (seen.Value is not { } value)
        {
            return new StateReading(State: null, "", CauseWithout("state"));
        }

        return rule.States.TryGetValue(value, out var state) && state != MachineState.NoData
            ? new StateReading(state, value.ToString(CultureInfo.InvariantCulture), Cause: null)
            : new StateReading(
                State: null, "", $"The state tag shows {value}, which the configuration gives no meaning.");
    }

    static StateReading OfBits(StateRule.ByBits rule, IReadOnlyList<SignalValue> signals)
    {
        var shown = string.Join(' ', Asked(rule).Select(asked => $"{asked.Word}={Digit(signals, asked.Signal)}"));
        foreach (var (signal, word, state) in ByPriority(rule))
        {
            if (signals.FirstOrDefault(each => each.Signal == signal) is not { } seen)
            {
                return new StateReading(State: null, shown, Cause: null);
            }

            if (seen.Value is not { } value)
            {
                return new StateReading(State: null, shown, CauseWithout(word));
            }

            if (value != 0)
            {
                return new StateReading(state, shown, Cause: null);
            }
        }

        return new StateReading(MachineState.Idle, shown, Cause: null);
    }

    static string Digit(IReadOnlyList<SignalValue> signals, StateSignal signal) =>
        signals.FirstOrDefault(each => each.Signal == signal)?.Value switch
        {
            null => "?",
            0 => "0",
            _ => "1",
        };

    static IEnumerable<(StateSignal Signal, string Word, MachineState State)> Asked(StateRule.ByBits rule) =>
        ByPriority(rule).OrderBy(asked => asked.Signal);

    static IEnumerable<(StateSignal Signal, string Word, MachineState State)> ByPriority(StateRule.ByBits rule)
    {
        if (rule.HasFault)
        {
            yield return (StateSignal.Fault, "fault", MachineState.Fault);
        }

        if (rule.HasMaintenance)
        {
            yield return (StateSignal.Maintenance, "maintenance", MachineState.Maintenance);
        }

        yield return (StateSignal.Run, "run", MachineState.Running);
    }
}
