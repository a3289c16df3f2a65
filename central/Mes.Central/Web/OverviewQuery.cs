namespace Mes.Central.Web;

/// <summary>What of the overview lives in its address.</summary>
/// <param name="Q">Part of the name of a line or machine; all without it.</param>
/// <param name="Show"><see cref="Standing"/>; all lines without it.</param>
/// <param name="Page">From 1.</param>
public sealed record OverviewQuery(string? Q, string? Show, int? Page)
{
    public const string Standing = "standing";

    /// <summary>The overview with the same address.</summary>
    public string Href => "/" + Text;

    public string Text => QueryString.Create(new KeyValuePair<string, string?>[]
    {
        new("q", Q), new("show", Show), new("page", Page is > 1 ? $"{Page}" : null),
    }.Where(part => !string.IsNullOrEmpty(part.Value))).ToString();
}
