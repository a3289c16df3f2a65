using Mes.Contracts.Events;

namespace Mes.Edge.Line;

/// <summary>What of the configuration is already announced. Nothing is ever taken out: numbers are not used twice.</summary>
sealed record DefinitionsCheckpoint(
    int Version, string Sha256, IReadOnlyList<MachineDefined> Machines,
    IReadOnlyList<TagDefined> Tags, IReadOnlyList<ReasonDefined> Reasons)
{
    public static DefinitionsCheckpoint Start { get; } = new(0, "", [], [], []);

    /// <summary>The number of a tag that has been announced.</summary>
    public long TagOf(string machine, string metric) =>
        Tags.Last(tag => tag.Machine == machine && tag.Metric == metric).Tag;
}
