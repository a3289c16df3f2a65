using System.Globalization;
using System.Text;
using Mes.Domain.Performance;
using Mes.Ui.Times;

namespace Mes.Central.Machines.Pages;

/// <summary>The stops that an address asks for, in its order.</summary>
static class StopList
{
    public const int PageSize = 25;

    public const string From = "from";
    public const string Duration = "duration";
    public const string State = "state";
    public const string Class = "class";
    public const string Reason = "reason";

    // A spreadsheet would take a name that begins so for a formula.
    static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r'];

    public static IReadOnlyList<StoppageOverview> Of(IReadOnlyList<StoppageOverview> stops, PageQuery query, DateTimeOffset now)
    {
        var shown = stops.Where(stop => (query.Stops is null || stop.Class == query.Stops) && IsOfReason(stop, query.Reason));
        var column = (query.Sort ?? "-" + From).TrimStart('-');
        var ordered = column switch
        {
            Duration => shown.OrderBy(stop => (stop.To ?? now) - stop.From),
            State => shown.OrderBy(stop => stop.State, StringComparer.Ordinal),
            Class => shown.OrderBy(stop => stop.Class, StringComparer.Ordinal),
            Reason => shown.OrderBy(stop => stop.ReasonName, StringComparer.CurrentCulture),
            _ => shown.OrderBy(stop => stop.From),
        };
        return IsDescending(query) ? [.. ordered.ThenBy(stop => stop.From).Reverse()] : [.. ordered.ThenBy(stop => stop.From)];
    }

    /// <summary>The address that sorts by a column: first the way that tells most, then the other way round.</summary>
    public static PageQuery SortedBy(string column, PageQuery query)
    {
        var first = column is From or Duration ? "-" + column : column;
        var other = column is From or Duration ? column : "-" + column;
        return query with { Sort = (query.Sort ?? "-" + From) == first ? other : first, Page = null };
    }

    /// <summary>How a column is sorted by; null where another is.</summary>
    public static bool? Ascending(string column, PageQuery query) =>
        (query.Sort ?? "-" + From).TrimStart('-') == column ? !IsDescending(query) : null;

    /// <summary>For a spreadsheet: RFC 4180, instants in UTC, numbers as programs read them.</summary>
    public static string Csv(IReadOnlyList<StoppageOverview> stops)
    {
        var text = new StringBuilder("from,to,duration_s,state,class,reason,reason_name\r\n");
        foreach (var stop in stops)
        {
            var seconds = stop.To is { } to
                ? (to - stop.From).TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)
                : "";
            string[] fields =
            [
                TimeText.Iso(stop.From), stop.To is { } end ? TimeText.Iso(end) : "", seconds, stop.State, stop.Class,
                stop.Reason ?? "", stop.ReasonName ?? "",
            ];
            text.AppendJoin(',', fields.Select(Quoted)).Append("\r\n");
        }

        return text.ToString();
    }

    static bool IsDescending(PageQuery query) => query.Sort is null or ['-', ..];

    static bool IsOfReason(StoppageOverview stop, string? reason) => reason switch
    {
        null => true,
        PageQuery.Unassigned => stop.Reason is null && stop.Class == StoppageClassCode.Of(StoppageClass.Downtime),
        _ => stop.Reason == reason && stop.Class != StoppageClassCode.Of(StoppageClass.MicroStop),
    };

    static string Quoted(string field)
    {
        var safe = field.Length > 0 && FormulaStarts.Contains(field[0]) ? "'" + field : field;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
