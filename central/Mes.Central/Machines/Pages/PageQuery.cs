namespace Mes.Central.Machines.Pages;

/// <summary>What of the machine page lives in its address.</summary>
/// <param name="Range"><c>last-shift</c> or <c>today</c>; the running shift without it.</param>
/// <param name="From">Start in the site's local time, as a date field writes it; outranks <paramref name="Range"/>.</param>
/// <param name="To">End in the site's local time.</param>
/// <param name="Stops">Class of stops shown; all without it.</param>
/// <param name="Sort"><c>longest</c>; newest first without it.</param>
public sealed record PageQuery(string? Range, DateTime? From, DateTime? To, string? Stops, string? Sort)
{
    public const string LastShift = "last-shift";
    public const string Today = "today";
    public const string Longest = "longest";

    /// <summary>The query part of an address that shows the same, but for what is changed.</summary>
    public string Text
    {
        get
        {
            var parts = new List<KeyValuePair<string, string?>>
            {
                new("range", Range), new("from", Local(From)), new("to", Local(To)), new("stops", Stops), new("sort", Sort),
            };
            return QueryString.Create(parts.Where(part => !string.IsNullOrEmpty(part.Value))).ToString();
        }
    }

    /// <summary>As a <c>datetime-local</c> field reads and writes it.</summary>
    public static string? Local(DateTime? at) =>
        at?.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
