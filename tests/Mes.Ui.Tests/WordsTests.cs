using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Ui.Tests;

public sealed partial class WordsTests
{
    static readonly string[] Resources =
    [
        "shared/Mes.Ui/Words.resx", "edge/Mes.Edge/Hmi/HmiWords.resx", "central/Mes.Central/Web/WebWords.resx",
        "central/Mes.Central/Machines/Pages/MachineWords.resx", "shared/Mes.Ui/Charts/ChartWords.resx",
        "central/Mes.Central/Machines/Pages/TelemetryWords.resx",
        "shared/Mes.Ui/Performance/PerformanceWords.resx",
    ];

    // Those that are spoken in another language too: de beside each.
    static IEnumerable<string> Translated =>
        Resources.Where(resource => File.Exists(Path.Combine(Repository.Root, German(resource))));

    static readonly string AllSources = string.Concat(
        new[] { "shared/Mes.Ui", "edge/Mes.Edge", "central/Mes.Central" }.SelectMany(Sources).Select(File.ReadAllText));

    [Test]
    public void Every_word_that_a_page_says_is_in_a_resource_file()
    {
        var known = Resources.SelectMany(Keys).ToHashSet();

        var said = Said().Matches(AllSources).Select(match => match.Groups[1].Value).Distinct();

        Assert.That(said.Where(key => !known.Contains(key)), Is.Empty);
    }

    [TestCaseSource(nameof(Resources))]
    public void No_word_is_kept_that_no_page_says(string resource)
    {
        Assert.That(Keys(resource).Where(key => !IsSaid(key)), Is.Empty);
    }

    // Words of refusals are asked for by the name of their code.
    static bool IsSaid(string key) => AllSources.Contains($"\"{key}\"", StringComparison.Ordinal)
        || (key.StartsWith("Refused", StringComparison.Ordinal)
            && AllSources.Contains($"RefusalCode.{key["Refused".Length..]}", StringComparison.Ordinal));

    [TestCaseSource(nameof(Translated))]
    public void Every_word_is_translated_with_the_same_places_for_values(string resource)
    {
        var (english, german) = (Words(resource), Words(German(resource)));

        Assert.That(german.Keys, Is.EquivalentTo(english.Keys));
        Assert.That(
            english.Where(word => !Places(word.Value).SequenceEqual(Places(german[word.Key]))).Select(word => word.Key),
            Is.Empty);
    }

    [Test]
    public void The_web_UI_is_translated()
    {
        Assert.That(Translated, Has.Some.EndsWith("WebWords.resx").And.Some.EndsWith("MachineWords.resx"));
    }

    static string German(string resource) => Path.ChangeExtension(resource, ".de.resx");

    static Dictionary<string, string> Words(string resource) =>
        XDocument.Load(Path.Combine(Repository.Root, resource)).Root!.Elements("data")
            .ToDictionary(word => word.Attribute("name")!.Value, word => word.Element("value")!.Value);

    static IEnumerable<string> Places(string words) =>
        Place().Matches(words).Select(place => place.Value).Distinct().Order();

    static IEnumerable<string> Keys(string resource) =>
        XDocument.Load(Path.Combine(Repository.Root, resource)).Root!.Elements("data")
            .Select(word => word.Attribute("name")!.Value);

    static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories)
            .Where(file => Source().IsMatch(file) && !Generated().IsMatch(file));

    [GeneratedRegex(@"Words\[""(\w+)""")]
    internal static partial Regex Said();

    [GeneratedRegex(@"\{\d\}")]
    internal static partial Regex Place();

    [GeneratedRegex(@"\.(cs|razor)$")]
    internal static partial Regex Source();

    [GeneratedRegex(@"[\\/](bin|obj|node_modules)[\\/]")]
    internal static partial Regex Generated();
}
