using Mes.Ui.Performance;

namespace Mes.Central.Machines.Pages;

/// <summary>What of a machine's or a line's page lives in its address.</summary>
/// <param name="Range">A choice of <see cref="TimeRange"/>; the running shift without it.</param>
/// <param name="From">Start: an instant, or the site's local time as a date field writes it. Outranks a range.</param>
/// <param name="To">End, likewise.</param>
/// <param name="View">The part of the time line that is looked at; the browser keeps it.</param>
/// <param name="Stops">Class of stops shown; all without it.</param>
/// <param name="Reason">Code of the reason of the stops shown, or <see cref="Unassigned"/>; all without it.</param>
/// <param name="Sort">Column that stops are sorted by, <c>-</c> before it for descending; newest first without it.</param>
/// <param name="Page">Page of the stops, from 1.</param>
public sealed record PageQuery(
    string? Range, string? From, string? To, string? View, string? Stops, string? Reason, string? Sort, int? Page)
{
    /// <summary>Stops that a reason is asked for and nobody has given. No code begins so.</summary>
    public const string Unassigned = "~none";

    public static PageQuery None { get; } = new(null, null, null, null, null, null, null, null);

    /// <summary>The address names two instants.</summary>
    public bool IsCustom => From is not null || To is not null;

    /// <summary>The query part of an address that shows the same.</summary>
    public string Text
    {
        get
        {
            KeyValuePair<string, string?>[] parts =
            [
                new("range", Range), new("from", From), new("to", To), new("view", View), .. Kept,
                new("page", Page is > 1 ? $"{Page}" : null),
            ];
            return QueryString.Create(parts.Where(part => !string.IsNullOrEmpty(part.Value))).ToString();
        }
    }

    /// <summary>What stays when another time is chosen.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Kept =>
        [new("stops", Stops), new("reason", Reason), new("sort", Sort)];
}
