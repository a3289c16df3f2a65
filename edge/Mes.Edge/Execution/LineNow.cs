using Mes.Contracts.Events;
using Mes.Edge.Configuration;
using Mes.Edge.Machines;

namespace Mes.Edge.Execution;

/// <summary>What acts are weighed against: the line as the newest event left it.</summary>
/// <param name="Machines">By <c>site/line/machine</c>.</param>
sealed record LineNow(
    IReadOnlyDictionary<string, MachineCheckpoint> Machines, IReadOnlyList<Reclassification> Reclassifications,
    IReadOnlyList<ReasonConfiguration> Reasons, DateTimeOffset At)
{
    /// <summary><c>site/line</c>.</summary>
    public string Line { get; init; } = "";

    /// <summary>The run that goes on and its order; null with no order running.</summary>
    public (Guid Event, OrderConfiguration Order)? Run { get; init; }

    /// <summary>Orders that may run on this line.</summary>
    public IReadOnlyList<OrderConfiguration> Orders { get; init; } = [];

    public IReadOnlyList<Assignment> Assignments { get; init; } = [];

    public bool Knows(string kind, string code) => Reasons.Any(reason => reason.Kind == kind && reason.Code == code);
}

/// <summary>What an act comes to: the event to write, or why not.</summary>
abstract record ActDecision
{
    ActDecision()
    {
    }

    public sealed record Write(EventBody Body) : ActDecision;

    public sealed record Refuse(Refusal Why) : ActDecision
    {
        public Refuse(RefusalCode code, string? name = null)
            : this(new Refusal(code, name))
        {
        }
    }
}
