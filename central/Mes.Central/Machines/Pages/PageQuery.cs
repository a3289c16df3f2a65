namespace Mes.Central.Machines.Pages;

/// <summary>What of the machine page lives in its address.</summary>
/// <param name="Range"><c>last-shift</c> or <c>today</c>; the running shift without it.</param>
/// <param name="From">Start: an instant, or the site's local time as a date field writes it. Outranks a range.</param>
/// <param name="To">End, likewise.</param>
/// <param name="Stops">Class of stops shown; all without it.</param>
/// <param name="Sort"><c>longest</c>; newest first without it.</param>
public sealed record PageQuery(string? Range, string? From, string? To, string? Stops, string? Sort)
{
    public const string LastShift = "last-shift";
    public const string Today = "today";
    public const string Longest = "longest";

    /// <summary>The query part of an address that shows the same.</summary>
    public string Text
    {
        get
        {
            KeyValuePair<string, string?>[] parts =
                [new("range", Range), new("from", From), new("to", To), new("stops", Stops), new("sort", Sort)];
            return QueryString.Create(parts.Where(part => !string.IsNullOrEmpty(part.Value))).ToString();
        }
    }
}
