namespace Mes.Edge.Execution;

/// <summary>What came of an act. Given only after the event is durable.</summary>
public abstract record ActOutcome
{
    ActOutcome()
    {
    }

    /// <summary>The act is in the journal as this event.</summary>
    public sealed record Accepted(Guid Event) : ActOutcome;

    /// <summary>Nothing was written; and why.</summary>
    public sealed record Refused(Refusal Why) : ActOutcome;
}
