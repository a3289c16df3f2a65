namespace Mes.Edge.Commissioning;

/// <summary>Columns for a terminal: as wide as their widest cell, two blanks between.</summary>
static class TextTable
{
    public static void Write(TextWriter to, string indent, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            to.WriteLine((indent + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column])))).TrimEnd());
        }
    }
}
