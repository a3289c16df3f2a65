using Mes.Contracts.Events;
using Mes.Edge.Configuration;

namespace Mes.Edge.Line;

/// <summary>Which parts of a configuration are new and must be told before the first event they govern (L5).</summary>
static class DefinitionChanges
{
    const string CountedByCounter = "COUNTER";
    const string CountedByOperator = "OPERATOR";

    public static (DefinitionsCheckpoint After, IReadOnlyList<EventBody> Changes) Between(
        EdgeConfiguration configuration, DefinitionsCheckpoint before)
    {
        if (configuration.Sha256 == before.Sha256)
        {
            return (before, []);
        }

        var machines = configuration.Machines.Select(machine => Define(configuration, machine)).Except(before.Machines).ToList();
        var tags = DefineTags(configuration, before).Except(before.Tags).ToList();
        var reasons = configuration.Reasons
            .Select(reason => new ReasonDefined(configuration.LineCode, reason.Code, reason.Name, reason.Kind, reason.Planned))
            .Except(before.Reasons)
            .ToList();
        var after = new DefinitionsCheckpoint(
            before.Version + 1, configuration.Sha256,
            [.. before.Machines.ExceptBy(machines.Select(each => each.Machine), each => each.Machine), .. machines],
            [.. before.Tags.ExceptBy(tags.Select(each => each.Tag), each => each.Tag), .. tags],
            [.. before.Reasons.ExceptBy(reasons.Select(KeyOf), KeyOf), .. reasons]);
        return (after, [new ConfigurationApplied(after.Version, after.Sha256), .. machines, .. tags, .. reasons]);
    }

    static MachineDefined Define(EdgeConfiguration configuration, MachineConfiguration machine) => new(
        configuration.CodeOf(machine), machine.Name, machine.IdealCycle, machine.Debounce, machine.MicroStopLimit,
        machine.CounterTag is null ? CountedByOperator : CountedByCounter);

    static IEnumerable<TagDefined> DefineTags(EdgeConfiguration configuration, DefinitionsCheckpoint before)
    {
        var next = before.Tags.Select(tag => tag.Tag).DefaultIfEmpty().Max() + 1;
        var known = before.Tags.ToDictionary(tag => (tag.Machine, tag.Metric), tag => tag.Tag);
        foreach (var machine in configuration.Machines)
        {
            var code = configuration.CodeOf(machine);
            foreach (var tag in machine.Tags)
            {
                var number = known.TryGetValue((code, tag.Metric), out var former) ? former : next++;
                yield return new TagDefined(number, code, tag.Metric, tag.Unit, tag.Source, tag.Address);
            }
        }
    }

    static (string Use, string Code) KeyOf(ReasonDefined reason) => (reason.Use, reason.Code);
}
