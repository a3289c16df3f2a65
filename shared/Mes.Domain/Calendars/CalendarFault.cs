namespace Mes.Domain.Calendars;

/// <summary>Something that makes a calendar unusable.</summary>
/// <param name="Path">Where: <c>timeZone</c>, <c>shifts[2].start</c>.</param>
/// <param name="Message">What to change, in words for a person.</param>
public sealed record CalendarFault(string Path, string Message);
