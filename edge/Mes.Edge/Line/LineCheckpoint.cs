using System.Text.Json.Serialization;
using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Edge.Execution;
using Mes.Edge.Machines;

namespace Mes.Edge.Line;

/// <summary>All that survives a restart of the line itself.</summary>
/// <param name="Run">The order being made.</param>
/// <param name="Reclassifications">The last few, newest first.</param>
/// <param name="AnchoredThrough">Newest telemetry segment that an event vouches for.</param>
sealed record LineCheckpoint(OrderRun? Run, IReadOnlyList<Reclassification> Reclassifications, long AnchoredThrough)
{
    public const int MaxReclassifications = 8;

    public static LineCheckpoint Start { get; } = new(Run: null, Reclassifications: [], AnchoredThrough: 0);
}

/// <param name="Event">The <c>OrderRunStarted</c> that began it.</param>
sealed record OrderRun(Guid Event, OrderConfiguration Order);

/// <summary>Checkpoints as they lie in the journal; read by the program that wrote them, or a newer one.</summary>
[JsonSerializable(typeof(LineCheckpoint))]
[JsonSerializable(typeof(MachineCheckpoint))]
[JsonSerializable(typeof(DefinitionsCheckpoint))]
[JsonSerializable(typeof(SourceCheckpoint))]
sealed partial class CheckpointJson : JsonSerializerContext;
