using System.Globalization;
using System.Text.Json;
using Mes.Domain.Machines;
using Mes.OpcUa.Types;

namespace Mes.Edge.Configuration;

/// <summary>The <c>machines</c> of the file, checked against its <c>sources</c>.</summary>
static class MachineReader
{
    const long Day = 24 * 60 * 60;

    public static List<MachineConfiguration> Read(
        ConfigurationSection root, IReadOnlyList<string> sources, List<ConfigurationFault> faults)
    {
        var machines = root.List(
            "machines", 1, 200,
            "id", "name", "idealCycleMs", "debounceMs", "microStopLimitS", "tags", "state", "counter");
        ConfigurationSection.RefuseRepeats(machines, "id", machine => machine.Raw("id"));
        return [.. machines.Select(machine => ReadMachine(machine, sources, faults))];
    }

    static MachineConfiguration ReadMachine(
        ConfigurationSection machine, IReadOnlyList<string> sources, List<ConfigurationFault> faults)
    {
        var tags = ReadTags(machine, sources);
        var state = machine.Section("state", "tag", "map");
        var counter = machine.Has("counter") ? machine.Section("counter", "tag", "modulus") : null;
        var stateTag = ReadTag(state, tags);
        var counterTag = counter is null ? null : ReadTag(counter, tags);
        if (stateTag is not null && counterTag is not null && stateTag.Source != counterTag.Source)
        {
            counter!.Fault("tag", $"comes from {counterTag.Source}, the state from {stateTag.Source}; "
                + "both must come from one source, or their times cannot be compared");
        }

        return new MachineConfiguration(
            machine.Code("id"), machine.Text("name"),
            TimeSpan.FromMilliseconds(machine.Integer("idealCycleMs", 1, Day * 1000)),
            TimeSpan.FromMilliseconds(machine.Integer("debounceMs", 0, 60_000, otherwise: 500)),
            TimeSpan.FromSeconds(machine.Integer("microStopLimitS", 0, Day, otherwise: 120)),
            tags, stateTag?.Metric ?? "", ReadMap(state, faults),
            counterTag?.Metric, counter?.Integer("modulus", 2, 1L << 53, otherwise: 1L << 32) ?? 1L << 32);
    }

    static List<TagConfiguration> ReadTags(ConfigurationSection machine, IReadOnlyList<string> sources)
    {
        var sections = machine.List("tags", 1, 10_000, "metric", "unit", "source", "node", "detect");
        ConfigurationSection.RefuseRepeats(sections, "metric", tag => tag.Raw("metric"));
        var tags = new List<TagConfiguration>();
        foreach (var section in sections)
        {
            var tag = new TagConfiguration(
                section.Code("metric"), section.OptionalText("unit", most: 20),
                section.Text("source"), section.Text("node", most: 1000))
            {
                Detectors = DetectorReader.Read(section),
            };
            tags.Add(tag);
            if (tag.Node.Length > 0 && !ExpandedNodeId.TryParse(tag.Node, out _))
            {
                section.Fault("node", $"\"{tag.Node}\" is not a node id; write it as nsu=urn:of:the:server;s=Name");
            }

            if (tag.Source.Length > 0 && !sources.Contains(tag.Source, StringComparer.Ordinal))
            {
                section.Fault("source", $"\"{tag.Source}\" is no source; sources are {string.Join(", ", sources.Distinct())}");
            }
        }

        return tags;
    }

    static TagConfiguration? ReadTag(ConfigurationSection section, List<TagConfiguration> tags)
    {
        var metric = section.Text("tag");
        var tag = tags.Find(candidate => candidate.Metric == metric);
        if (tag is null && metric.Length > 0)
        {
            section.Fault("tag", $"\"{metric}\" is no tag of this machine; "
                + $"its tags are {string.Join(", ", tags.Select(each => each.Metric))}");
        }

        return tag;
    }

    static Dictionary<long, MachineState> ReadMap(ConfigurationSection state, List<ConfigurationFault> faults)
    {
        var map = new Dictionary<long, MachineState>();
        foreach (var (key, value, path) in state.Entries("map"))
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

        var place = state.PathOf("map");
        if (map.Count == 0 && state.Has("map") && !faults.Exists(f => f.Path.StartsWith(place, StringComparison.Ordinal)))
        {
            state.Fault("map", "is empty; name the values of the state tag, as in { \"6\": \"RUNNING\" }");
        }

        return map;
    }
}
