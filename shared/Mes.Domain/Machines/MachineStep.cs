namespace Mes.Domain.Machines;

/// <summary>What one input came to: the fold's new state, and what is now certain, in order of time.</summary>
public sealed record MachineStep(MachineProgress Progress, IReadOnlyList<MachineOutput> Outputs);
