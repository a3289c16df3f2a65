using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Mes.Architecture.Tests.Sources;

namespace Mes.Architecture.Tests.Rules;

/// <summary>Migrations of central: one sequence over all modules, and a landed one never changes.</summary>
static partial class Migrations
{
    public const string Pins = "tests/Mes.Architecture.Tests/migrations.sha256";

    public static IEnumerable<Violation> CheckNumbers(SourceTree tree)
    {
        var expected = 1;
        foreach (var migration in All(tree).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var match = Numbered().Match(migration.Name);
            if (!match.Success || int.Parse(match.Groups["number"].ValueSpan, provider: null) != expected)
            {
                yield return new Violation(migration.Path, 1, $"The next number over all modules is {expected:0000}.");
                yield break;
            }

            expected++;
        }
    }

    public static IEnumerable<Violation> CheckHashes(SourceTree tree)
    {
        var pinned = tree.Files.Where(file => file.Path == Pins)
            .SelectMany(file => file.Lines)
            .Where(line => line.Length > 0)
            .Select(line => line.Split("  ", 2))
            .ToDictionary(parts => parts[1].Trim(), parts => parts[0]);
        var present = All(tree).ToDictionary(file => file.Name);

        foreach (var (name, migration) in present)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(migration.Text)));
            if (!pinned.TryGetValue(name, out var landed))
            {
                yield return new Violation(migration.Path, 1, $"A new migration is pinned by a line in {Pins}: {hash}  {name}");
            }
            else if (landed != hash)
            {
                yield return new Violation(migration.Path, 1, "A landed migration never changes: write a new one.");
            }
        }

        foreach (var gone in pinned.Keys.Except(present.Keys))
        {
            yield return new Violation(Pins, 1, $"{gone} has landed and must not go away.");
        }
    }

    static IEnumerable<SourceFile> All(SourceTree tree) =>
        from file in tree.With(".sql")
        where file.IsBelow("central/Mes.Central") && file.Path.Contains("/Migrations/", StringComparison.Ordinal)
        select file;

    [GeneratedRegex(@"^(?<number>\d{4})_[a-z0-9_]+\.sql$")]
    private static partial Regex Numbered();
}
