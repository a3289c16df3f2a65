using System.Text.RegularExpressions;
using Mes.Architecture.Tests.Sources;

namespace Mes.Architecture.Tests.Rules;

/// <summary>
/// Rule 2 of the house: a module's SQL touches its own tables only. A view is open to all when the comment right above it
/// in its migration says "For other modules".
/// </summary>
static partial class TableOwnership
{
    const string Folder = "central/Mes.Central";

    public static IEnumerable<Violation> Check(SourceTree tree)
    {
        var owners = Owners(tree);
        return
            from file in tree.With(".cs", ".sql")
            where file.IsBelow(Folder) && !IsMigration(file)
            from line in file.Lines.Select((text, index) => (Text: text, Number: index + 1))
            from Match use in TableUse().Matches(line.Text)
            let table = use.Groups["table"].Value
            where owners.TryGetValue(table, out var owner) && owner != Module(file)
            select new Violation(file.Path, line.Number, $"{Module(file)} must not touch {table} of {owners[table]}.");
    }

    static Dictionary<string, string> Owners(SourceTree tree)
    {
        var owners = new Dictionary<string, string>();
        foreach (var migration in tree.With(".sql").Where(file => file.IsBelow(Folder) && IsMigration(file)))
        {
            foreach (Match definition in Definition().Matches(migration.Text))
            {
                if (!definition.Groups["comment"].Value.Contains("For other modules", StringComparison.Ordinal))
                {
                    owners[definition.Groups["table"].Value] = Module(migration);
                }
            }
        }

        return owners;
    }

    static bool IsMigration(SourceFile file) => file.Path.Contains("/Migrations/", StringComparison.Ordinal);

    static string Module(SourceFile file) => file.Path[(Folder.Length + 1)..].Split('/')[0];

    // Only lower-case keywords: the house writes SQL so, and English sentences in comments begin otherwise.
    [GeneratedRegex(@"\b(?:from|join|insert into|update|delete from|truncate|copy)\s+(?<table>[a-z_][a-z0-9_]*)\b")]
    private static partial Regex TableUse();

    [GeneratedRegex(
        @"(?<comment>(?:^--[^\n]*\n)+)?^create\s+(?:or\s+replace\s+|unlogged\s+)?(?:table|view)\s+(?<table>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Definition();
}
