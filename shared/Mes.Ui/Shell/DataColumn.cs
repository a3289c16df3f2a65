namespace Mes.Ui.Shell;

/// <summary>A column of a <c>DataTable</c>.</summary>
/// <param name="Href">Sorts by it, or the other way round where it is sorted by; null where it cannot be sorted by.</param>
/// <param name="Ascending">How it is sorted by; null where it is not.</param>
public sealed record DataColumn(string Title, bool IsNumber = false, string? Href = null, bool? Ascending = null)
{
    internal string? AriaSort => Ascending switch { true => "ascending", false => "descending", null => null };

    internal string Icon => Ascending switch { true => "arrow-up", false => "arrow-down", null => "arrows-sort unsorted" };
}
