using System.Globalization;
using System.Text.Json;
using Mes.Domain.Machines;

namespace Mes.Edge.Configuration;

/// <summary>The <c>state</c> of a machine: which rule, and its tags (docs/state-rules.md).</summary>
static class StateRuleReader
{
    const string Tag = "tag";
    const string Map = "map";
    const string Run = "run";
    const string Fault = "fault";
    const string Maintenance = "maintenance";
    const string Cycle = "cycle";
    const string Factor = "factor";
    const string PackMl = "packml";

    // For each rule the member that chooses it, and those that go with it.
    static readonly (string Chosen, string[] With)[] Rules =
        [(Tag, [Map]), (Run, [Fault, Maintenance]), (Cycle, [Factor])];

    public static StateConfiguration Read(
        ConfigurationSection machine, IReadOnlyList<TagConfiguration> tags, string? counter, List<ConfigurationFault> faults)
    {
        var state = machine.Section("state", Tag, Map, Run, Fault, Maintenance, Cycle, Factor);
        if (Rules.FirstOrDefault(rule => state.Has(rule.Chosen)).Chosen is not { } chosen)
        {
            if (state.IsThere)
            {
                machine.Fault("state", "chooses no rule; write tag and map, or run, or cycle");
            }

            return new StateConfiguration(new StateRule.ByCycle(3), Named());
        }

        foreach (var (other, with) in Rules.Where(rule => rule.Chosen != chosen))
        {
            foreach (var member in with.Append(other).Where(state.Has))
            {
                state.Fault(member, $"does not go with {chosen}; a state is read by one rule: tag and map, run, or cycle");
            }
        }

        return chosen switch
        {
            Run => ReadBits(state, tags),
            Cycle => ReadCycle(state, counter),
            _ => ReadTag(state, tags, faults),
        };
    }

    static StateConfiguration ReadTag(
        ConfigurationSection state, IReadOnlyList<TagConfiguration> tags, List<ConfigurationFault> faults)
    {
        var metric = MachineReader.ReadTag(state, Tag, tags)?.Metric;
        return new StateConfiguration(new StateRule.ByTag(ReadMap(state, faults)), Named((StateSignal.State, metric)));
    }

    static StateConfiguration ReadBits(ConfigurationSection state, IReadOnlyList<TagConfiguration> tags)
    {
        var run = MachineReader.ReadTag(state, Run, tags)?.Metric;
        var fault = state.Has(Fault) ? MachineReader.ReadTag(state, Fault, tags)?.Metric : null;
        var maintenance = state.Has(Maintenance) ? MachineReader.ReadTag(state, Maintenance, tags)?.Metric : null;
        (string, string?, string?)[] pairs =
            [(Fault, fault, run), (Maintenance, maintenance, run), (Maintenance, maintenance, fault)];
        foreach (var (member, metric, before) in pairs)
        {
            if (metric is not null && metric == before)
            {
                state.Fault(member, $"\"{metric}\" is used twice; each bit must be a tag of its own");
            }
        }

        return new StateConfiguration(
            new StateRule.ByBits(fault is not null, maintenance is not null),
            Named((StateSignal.Run, run), (StateSignal.Fault, fault), (StateSignal.Maintenance, maintenance)));
    }

    static StateConfiguration ReadCycle(ConfigurationSection state, string? counter)
    {
        var metric = state.Text(Cycle);
        if (metric.Length > 0 && metric != counter)
        {
            state.Fault(Cycle, counter is null
                ? "needs the machine's counter; add \"counter\": { \"tag\": … }"
                : $"\"{metric}\" is not the machine's counter; write \"{counter}\"");
        }

        var factor = state.Number(Factor, 1.5, 1000, otherwise: 3);
        return new StateConfiguration(new StateRule.ByCycle((decimal)factor), Named());
    }

    static Dictionary<long, MachineState> ReadMap(ConfigurationSection state, List<ConfigurationFault> faults)
    {
        if (state.IsText(Map))
        {
            if (state.Raw(Map) != PackMl)
            {
                state.Fault(
                    Map, $"\"{state.Raw(Map)}\" is no map; write \"{PackMl}\", or the values as in {{ \"6\": \"RUNNING\" }}");
            }

            return new Dictionary<long, MachineState>(PackMlStates.All);
        }

        var map = new Dictionary<long, MachineState>();
        foreach (var (key, value, path) in state.Entries(Map))
        {
            if (!long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var raw))
            {
                faults.Add(new ConfigurationFault(path, $"\"{key}\" is not a whole number, as the state tag's values are"));
            }
            else if (value.ValueKind != JsonValueKind.String
                || !MachineStateCode.TryParse(value.GetString()!, out var meaning) || meaning == MachineState.NoData)
            {
                faults.Add(new ConfigurationFault(
                    path, $"{value.GetRawText()} is not a state; use RUNNING, IDLE, FAULT or MAINTENANCE"));
            }
            else if (!map.TryAdd(raw, meaning))
            {
                faults.Add(new ConfigurationFault(path, $"{raw} is there twice"));
            }
        }

        var place = state.PathOf(Map);
        if (map.Count == 0 && state.Has(Map) && !faults.Exists(f => f.Path.StartsWith(place, StringComparison.Ordinal)))
        {
            state.Fault(Map, "is empty; name the values of the state tag, as in { \"6\": \"RUNNING\" }");
        }

        return map;
    }

    static Dictionary<StateSignal, string> Named(params IEnumerable<(StateSignal Signal, string? Metric)> tags) => tags
        .Where(tag => tag.Metric is not null)
        .ToDictionary(tag => tag.Signal, tag => tag.Metric!);
}
