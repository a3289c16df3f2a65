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
        long? counter = machine.CounterTag is { } metric ? definitions.TagOf(code, metric) : null;
        return new MachineDesk(
            new MachineNames(code, machine.StateSource, counter ?? 0),
            machine.Rule,
            new MachineInputs(definitions.TagOf(code, machine.StateTag), counter));
    }
}
