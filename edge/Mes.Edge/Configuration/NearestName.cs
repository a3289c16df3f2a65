namespace Mes.Edge.Configuration;

/// <summary>What somebody who mistyped a name most likely meant.</summary>
static class NearestName
{
    const int MaxNamed = 12;

    /// <summary>The nearest of the names as a question to append to a message; empty where none is near.</summary>
    public static string Question(string written, IEnumerable<string> names)
    {
        var nearest = names
            .Select(name => (Name: name, Distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .DefaultIfEmpty((Name: "", Distance: int.MaxValue))
            .MinBy(each => each.Distance);
        return nearest.Distance <= Math.Max(1, Math.Min(written.Length, nearest.Name.Length) / 3)
            ? $"did you mean \"{nearest.Name}\"? "
            : "";
    }

    /// <summary>The names for a message; a long list is cut.</summary>
    public static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count == 0 ? "none"
            : all.Count <= MaxNamed ? string.Join(", ", all)
            : $"{string.Join(", ", all.Take(MaxNamed))} and {all.Count - MaxNamed} more";
    }

    /// <summary>Letters to put in, take out or change; a swap of two neighbours counts as one.</summary>
    static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= to.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var isSame = from[i - 1] == to[j - 1];
                var least = Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1);
                least = Math.Min(least, rows[i - 1, j - 1] + (isSame ? 0 : 1));
                var isSwap = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                rows[i, j] = isSwap ? Math.Min(least, rows[i - 2, j - 2] + 1) : least;
            }
        }

        return rows[from.Length, to.Length];
    }
}
