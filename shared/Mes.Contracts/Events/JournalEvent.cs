namespace Mes.Contracts.Events;

/// <summary>
/// A fact as its producer wrote it. Its address (producer, incarnation, lane, sequence) is not part of it: that frames the
/// bytes on the wire, so an event that is appended again elsewhere keeps its bytes (L3).
/// </summary>
/// <param name="Id">UUID version 7; the identity by which other events refer to this one.</param>
/// <param name="Times">The clocks at the producer.</param>
/// <param name="Person">Opaque id of who acted; null for a machine or before log-in exists.</param>
/// <param name="Station">Where it was entered or derived: a code <c>[a-z0-9-]{1,32}</c>.</param>
/// <param name="Act">The id of the person's act that caused it (L4); null for what machines cause.</param>
/// <param name="Body">What happened.</param>
public sealed record JournalEvent(Guid Id, EventTimes Times, Guid? Person, string Station, Guid? Act, EventBody Body);
