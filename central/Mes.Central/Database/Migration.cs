using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mes.Central.Database;

/// <summary>One numbered change of the database. A landed one never changes: its hash is recorded where it ran.</summary>
/// <param name="Number">Position in the one sequence over all slices, from 1.</param>
/// <param name="Name">File name.</param>
/// <param name="Sql">What is run, in one transaction.</param>
sealed record Migration(int Number, string Name, string Sql)
{
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>All migrations of this program, each from its slice's <c>Migrations/</c>, in order.</summary>
    public static IReadOnlyList<Migration> Embedded()
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal) && char.IsAsciiDigit(name[0]))
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
            })
            .OrderBy(migration => migration.Number)];
    }
}
