using Mes.Domain.Machines;

namespace Mes.Domain.Performance;

/// <summary>
/// A stretch in which a machine did not run, from the first state that is not RUNNING to the next RUNNING or NO_DATA; other words
/// for standing still do not divide it. Whole: it may begin before a shift and end after it.
/// </summary>
/// <param name="StartEventId">The event that began it; a person's reason names this.</param>
/// <param name="From">First instant of it.</param>
/// <param name="To">First instant after it; null while no end is known.</param>
/// <param name="State">The newest word for it.</param>
/// <param name="Reason">The code given; null where none is.</param>
/// <param name="Class">By its whole length; that of an open one may still change.</param>
public sealed record Stoppage(
    Guid StartEventId, DateTimeOffset From, DateTimeOffset? To, MachineState State, string? Reason, StoppageClass Class);
