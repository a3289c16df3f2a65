using Mes.Domain.Machines;
using Mes.Edge.Configuration;
using Mes.Edge.Machines;

namespace Mes.Edge.Line;

/// <summary>What is needed to follow one machine, besides its checkpoint.</summary>
sealed record MachineDesk(MachineNames Names, MachineRule Rule, MachineInputs Inputs)
{
    public static MachineDesk Of(EdgeConfiguration configuration, MachineConfiguration machine, DefinitionsCheckpoint definitions)
    {
        var code = configuration.CodeOf(machine);
        var counter = NumberOf(machine.CounterTag);
        var signals = machine.State.Tags.ToDictionary(tag => definitions.TagOf(code, tag.Value), tag => tag.Key);
        return new MachineDesk(
            new MachineNames(code, machine.StateSource, counter ?? 0),
            machine.Rule,
            new MachineInputs(new MachineTags(signals, counter, NumberOf(machine.FaultCode?.Tag))));

        long? NumberOf(string? metric) => metric is null ? null : definitions.TagOf(code, metric);
    }
}
