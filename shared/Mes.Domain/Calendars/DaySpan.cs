namespace Mes.Domain.Calendars;

/// <summary>
/// A named span of every day in minutes after local midnight: [Start, End); End at or before Start means the next day.
/// </summary>
/// <param name="Name">What people call it; unique among the shifts.</param>
/// <param name="Start">0 to 1439.</param>
/// <param name="End">0 to 1440; 1440 is the next midnight, as is 0.</param>
public sealed record DaySpan(string Name, int Start, int End)
{
    internal const int MinutesPerDay = 24 * 60;

    /// <summary>End counted from the midnight before Start, so always after it.</summary>
    internal int EndUnwrapped => End > Start ? End : End + MinutesPerDay;
}
