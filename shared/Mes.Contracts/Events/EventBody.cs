namespace Mes.Contracts.Events;

/// <summary>What happened, in the past tense. Each kind is one record; its name is the kind on the wire.</summary>
public abstract record EventBody;

/// <summary>A kind or version this program does not know: kept in the ledger, projected after the upgrade (L26).</summary>
public sealed record UnknownBody(string Kind, int Version) : EventBody;
