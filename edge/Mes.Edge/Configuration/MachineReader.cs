using Mes.OpcUa.Types;

namespace Mes.Edge.Configuration;

/// <summary>The <c>machines</c> of the file, checked against its <c>sources</c> and <c>reasons</c>.</summary>
static class MachineReader
{
    const long Day = 24 * 60 * 60;

    public static List<MachineConfiguration> Read(
        ConfigurationSection root, IReadOnlyList<string> sources, IReadOnlyList<ReasonConfiguration> reasons,
        List<ConfigurationFault> faults)
    {
        var machines = root.List(
            "machines", 1, 200,
            "id", "name", "idealCycleMs", "debounceMs", "microStopLimitS", "tags", "state", "counter", "faultCode");
        ConfigurationSection.RefuseRepeats(machines, "id", machine => machine.Raw("id"));
        return [.. machines.Select(machine => ReadMachine(machine, sources, reasons, faults))];
    }

    /// <summary>The tag of the machine that a member names; null after the fault has been noted.</summary>
    public static TagConfiguration? ReadTag(ConfigurationSection section, string member, IReadOnlyList<TagConfiguration> tags)
    {
        var metric = section.Text(member);
        var tag = tags.FirstOrDefault(candidate => candidate.Metric == metric);
        if (tag is null && metric.Length > 0)
        {
            var known = tags.Select(each => each.Metric).ToList();
            section.Fault(
                member, $"\"{metric}\" is no tag of this machine; {NearestName.Question(metric, known)}"
                    + $"its tags are {NearestName.List(known)}");
        }

        return tag;
    }

    static MachineConfiguration ReadMachine(
        ConfigurationSection machine, IReadOnlyList<string> sources, IReadOnlyList<ReasonConfiguration> reasons,
        List<ConfigurationFault> faults)
    {
        var tags = ReadTags(machine, sources);
        var counter = machine.Has("counter") ? machine.Section("counter", "tag", "modulus") : null;
        var counterTag = counter is null ? null : ReadTag(counter, "tag", tags);
        var state = StateRuleReader.Read(machine, tags, counterTag?.Metric, faults);
        var faultCode = FaultCodeReader.Read(machine, tags, reasons, faults);
        RefuseSeveralSources(machine, tags, state, counterTag?.Metric, faultCode?.Tag);
        return new MachineConfiguration(
            machine.Code("id"), machine.Text("name"),
            TimeSpan.FromMilliseconds(machine.Integer("idealCycleMs", 1, Day * 1000)),
            TimeSpan.FromMilliseconds(machine.Integer("debounceMs", 0, 60_000, otherwise: 500)),
            TimeSpan.FromSeconds(machine.Integer("microStopLimitS", 0, Day, otherwise: 120)),
            tags, state,
            counterTag?.Metric, counter?.Integer("modulus", 2, 1L << 53, otherwise: 1L << 32) ?? 1L << 32, faultCode);
    }

    static List<TagConfiguration> ReadTags(ConfigurationSection machine, IReadOnlyList<string> sources)
    {
        var sections = machine.List("tags", 1, 10_000, ["metric", "unit", "source", "node", "detect", .. MqttReader.TagMembers]);
        ConfigurationSection.RefuseRepeats(sections, "metric", tag => tag.Raw("metric"));
        var tags = new List<TagConfiguration>();
        foreach (var section in sections)
        {
            var mqtt = MqttReader.ReadTag(section);
            var tag = new TagConfiguration(
                section.Code("metric"), section.OptionalText("unit", most: 20),
                section.Text("source"), mqtt is null ? section.Text("node", most: 1000) : "")
            { Mqtt = mqtt, Detectors = DetectorReader.Read(section) };
            tags.Add(tag);
            if (tag.Node.Length > 0 && !ExpandedNodeId.TryParse(tag.Node, out _))
            {
                section.Fault("node", $"\"{tag.Node}\" is not a node id; write it as nsu=urn:of:the:server;s=Name");
            }

            if (tag.Source.Length > 0 && !sources.Contains(tag.Source, StringComparer.Ordinal))
            {
                section.Fault(
                    "source", $"\"{tag.Source}\" is no source; {NearestName.Question(tag.Source, sources)}"
                        + $"sources are {NearestName.List(sources.Distinct())}");
            }
        }

        return tags;
    }

    static void RefuseSeveralSources(
        ConfigurationSection machine, List<TagConfiguration> tags, StateConfiguration state, string? counter, string? faultCode)
    {
        var used = state.Tags.Values.Select(metric => (Member: "state", Metric: metric))
            .Concat(counter is null ? [] : [(Member: "counter", Metric: counter)])
            .Concat(faultCode is null ? [] : [(Member: "faultCode", Metric: faultCode)])
            .Select(use => (use.Member, use.Metric, tags.First(tag => tag.Metric == use.Metric).Source))
            .ToList();
        foreach (var (member, metric, source) in used.Where(use => use.Source != used[0].Source).DistinctBy(use => use.Member))
        {
            machine.Fault(
                member, $"\"{metric}\" comes from {source}, but \"{used[0].Metric}\" from {used[0].Source}; tags of the state, "
                    + "the counter and the fault code must come from one source, or their times cannot be compared");
        }
    }
}
