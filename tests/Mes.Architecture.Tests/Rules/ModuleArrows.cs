using System.Text.RegularExpressions;
using Mes.Architecture.Tests.Sources;

namespace Mes.Architecture.Tests.Rules;

/// <summary>
/// Which folder of a program may use which. Files at the root of a program (its composition) may use all; the pages of a module
/// stand in the shell, which is in <c>Web</c>.
/// </summary>
static partial class ModuleArrows
{
    static readonly Program[] Programs =
    [
        new("central/Mes.Central", "Mes.Central", new()
        {
            ["Configuration"] = [],
            ["Database"] = ["Configuration"],
            ["Ledger"] = ["Configuration", "Database"],
            ["Plant"] = ["Configuration", "Database", "Ledger"],
            ["Machines"] = ["Configuration", "Database", "Ledger", "Plant"],
            ["Maintenance"] = ["Configuration", "Database", "Ledger", "Plant"],
            ["Orders"] = ["Configuration", "Database", "Ledger", "Plant"],
            ["Web"] = ["Configuration", "Ledger", "Plant", "Machines", "Maintenance", "Orders"],
        }),
        new("edge/Mes.Edge", "Mes.Edge", new()
        {
            ["Configuration"] = [],
            ["Acquisition"] = ["Configuration"],
            ["Journal"] = ["Configuration"],
            ["Machines"] = ["Acquisition", "Configuration", "Journal"],
            ["Anomalies"] = ["Acquisition", "Configuration", "Journal"],
            ["Execution"] = ["Configuration", "Journal", "Machines"],
            ["Line"] = ["Acquisition", "Anomalies", "Configuration", "Execution", "Journal", "Machines"],
            ["Replication"] = ["Configuration", "Journal", "Line"],
            ["Commissioning"] = ["Acquisition", "Configuration", "Line"],
            ["Hmi"] = ["Configuration", "Execution", "Line", "Machines"],
        }),
    ];

    public static IEnumerable<Violation> Check(SourceTree tree) =>
        from program in Programs
        from file in tree.With(".cs", ".razor")
        where file.IsBelow(program.Folder)
        from violation in program.Check(file)
        select violation;

    [GeneratedRegex(@"^\s*(?:global\s+)?@?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?<name>[\w.]+)\s*;?\s*$")]
    private static partial Regex UsingLine();

    sealed record Program(string Folder, string Namespace, Dictionary<string, string[]> Arrows)
    {
        public IEnumerable<Violation> Check(SourceFile file)
        {
            var rest = file.Path[(Folder.Length + 1)..].Split('/');
            if (rest.Length == 1)
            {
                yield break;
            }

            var module = rest[0];
            if (!Arrows.TryGetValue(module, out var allowed))
            {
                yield return new Violation(file.Path, 1, $"{module} has no row in the table of allowed arrows.");
                yield break;
            }

            foreach (var (line, used) in UsedModules(file))
            {
                var isShell = used == "Web" && rest[1] == "Pages";
                if (used != module && !isShell && !allowed.Contains(used))
                {
                    yield return new Violation(file.Path, line, $"{module} must not use {used}.");
                }
            }
        }

        IEnumerable<(int Line, string Module)> UsedModules(SourceFile file) =>
            file.Lines.Select((text, index) => (Line: index + 1, Match: UsingLine().Match(text)))
                .Where(line => line.Match.Success)
                .Select(line => (line.Line, Name: line.Match.Groups["name"].Value))
                .Where(line => line.Name.StartsWith(Namespace + ".", StringComparison.Ordinal))
                .Select(line => (line.Line, line.Name[(Namespace.Length + 1)..].Split('.')[0]));
    }
}
