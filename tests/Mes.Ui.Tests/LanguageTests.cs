using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Ui.Tests;

/// <summary>Every word of every program is there in every language.</summary>
public sealed partial class LanguageTests
{
    /// <summary>The files of the first language, wherever in the repository they are.</summary>
    static IEnumerable<string> Resources =>
        Directory.EnumerateFiles(Repository.Root, "*.resx", SearchOption.AllDirectories)
            .Where(file => !WordsTests.Generated().IsMatch(file) && !Path.GetFileNameWithoutExtension(file).Contains('.'))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal);

    static IEnumerable<TestCaseData> Translations =>
        from resource in Resources
        from language in Languages.All.Skip(1)
        select new TestCaseData(resource, language.Code);

    [Test]
    public void There_are_resources_at_all() =>
        Assert.That(Resources, Has.Some.Contain("HmiWords").And.Some.Contain("MachineWords"));

    [TestCaseSource(nameof(Translations))]
    public void Every_word_is_there_with_the_same_places_for_values(string resource, string language)
    {
        var translation = Path.ChangeExtension(resource, $"{language}.resx");
        Assert.That(Path.Combine(Repository.Root, translation), Does.Exist);

        Assert.That(PlacesByKey(translation), Is.EquivalentTo(PlacesByKey(resource)));
    }

    [TestCaseSource(nameof(Translations))]
    public void No_word_is_empty(string resource, string language) => Assert.That(
        Words(Path.ChangeExtension(resource, $"{language}.resx")).Where(word => string.IsNullOrWhiteSpace(word.Value)), Is.Empty);

    /// <summary>The keys, each with the places that its words have, in order: <c>Undo {0} {1}</c>.</summary>
    static IEnumerable<string> PlacesByKey(string resource) => Words(resource).Select(word =>
        $"{word.Key} {string.Join(' ', Place().Matches(word.Value).Select(match => match.Value).Distinct().Order())}");

    static IEnumerable<KeyValuePair<string, string>> Words(string resource) =>
        XDocument.Load(Path.Combine(Repository.Root, resource)).Root!.Elements("data")
            .Select(word => KeyValuePair.Create(word.Attribute("name")!.Value, word.Element("value")!.Value));

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Place();
}
