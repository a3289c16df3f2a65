namespace Mes.Domain.Calendars;

/// <summary>One shift of one day, as it lies in time.</summary>
/// <param name="Name">The shift's name.</param>
/// <param name="Day">The local day on which it begins.</param>
/// <param name="From">First instant of it.</param>
/// <param name="To">First instant after it.</param>
/// <param name="Breaks">Planned breaks within it, cut to it, in order, none empty.</param>
public sealed record Shift(string Name, DateOnly Day, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimeSpanUtc> Breaks);
