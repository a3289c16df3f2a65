using System.Text.RegularExpressions;
using Mes.Testing;

namespace Mes.Ui.Tests.Theme;

/// <summary>The colours of <c>theme.css</c>, and the pairs of text and ground that the style sheets put together.</summary>
static partial class ThemeTokens
{
    static readonly string[] StyleFolders = ["shared/Mes.Ui", "edge/Mes.Edge", "central/Mes.Central"];

    public static readonly IReadOnlyDictionary<string, (Colour Light, Colour Dark)> Colours =
        Token().Matches(File.ReadAllText(Path.Combine(Repository.Root, "shared/Mes.Ui/wwwroot/theme.css"))).ToDictionary(
            match => match.Groups["name"].Value,
            match => (Colour.Parse(match.Groups["light"].Value), Colour.Parse(match.Groups["dark"].Value)));

    /// <summary>Text and ground that one rule names together.</summary>
    public static IEnumerable<(string Text, string Ground)> PairsOfRules() =>
        (from file in StyleSheets()
         from Match rule in Rule().Matches(File.ReadAllText(file))
         let text = TextColour().Match(rule.Value)
         let ground = Ground().Match(rule.Value)
         where text.Success && ground.Success
         select (text.Groups[1].Value, ground.Groups[1].Value)).Distinct();

    static IEnumerable<string> StyleSheets() => StyleFolders
        .Select(folder => Path.Combine(Repository.Root, folder))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.css", SearchOption.AllDirectories))
        .Where(file => !Generated().IsMatch(file));

    [GeneratedRegex(@"--mes-(?<name>[\w-]+): light-dark\((?<light>#[0-9a-f]{6}), (?<dark>#[0-9a-f]{6})\)")]
    internal static partial Regex Token();

    [GeneratedRegex(@"\{[^{}]*\}")]
    internal static partial Regex Rule();

    [GeneratedRegex(@"(?<![\w-])color: var\(--mes-([\w-]+)\)")]
    internal static partial Regex TextColour();

    [GeneratedRegex(@"(?<![\w-])background: var\(--mes-((?!no-data)[\w-]+)\)")]
    internal static partial Regex Ground();

    [GeneratedRegex(@"[\\/](bin|obj|node_modules|lib)[\\/]")]
    internal static partial Regex Generated();
}
