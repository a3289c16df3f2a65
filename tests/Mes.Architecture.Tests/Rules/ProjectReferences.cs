using System.Xml.Linq;
using Mes.Architecture.Tests.Sources;

namespace Mes.Architecture.Tests.Rules;

/// <summary>Rule 1 of the house: which project may know which. Edge and central never know each other.</summary>
static class ProjectReferences
{
    const string Testing = "Mes.Testing";

    // The whole product is started by these; a reference without the assembly only says "build it first".
    static readonly string[] MayBuildAll = ["Mes.EndToEnd", "Mes.Benchmarks"];

    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Mes.Domain"] = [],
        ["Mes.Contracts"] = ["Mes.Domain"],
        ["Mes.Ui"] = ["Mes.Domain"],
        ["Mes.OpcUa"] = [],
        ["Mes.Mqtt"] = [],
        ["Mes.Edge"] = ["Mes.Domain", "Mes.Contracts", "Mes.Ui", "Mes.OpcUa", "Mes.Mqtt"],
        ["Mes.Central"] = ["Mes.Domain", "Mes.Contracts", "Mes.Ui"],
        ["Mes.Verify"] = ["Mes.Domain", "Mes.Contracts"],
        [Testing] = [],
    };

    public static IEnumerable<Violation> Check(SourceTree tree) =>
        from project in tree.With(".csproj")
        let name = System.IO.Path.GetFileNameWithoutExtension(project.Name)
        from violation in CheckProject(project, name)
        select violation;

    static IEnumerable<Violation> CheckProject(SourceFile project, string name)
    {
        var isTest = project.IsBelow("tests");
        if (!isTest && !Allowed.ContainsKey(name))
        {
            yield return new Violation(project.Path, 1, $"{name} has no row in the table of allowed references.");
            yield break;
        }

        var items = XDocument.Parse(project.Text).Descendants().ToArray();
        foreach (var target in items.Where(item => item.Name.LocalName == "ProjectReference").Select(Target))
        {
            if (!IsAllowed(name, target, isTest))
            {
                yield return new Violation(project.Path, 1, $"{name} must not reference {target}.");
            }
        }

        if (name == "Mes.Domain" && items.Any(item => item.Name.LocalName is "PackageReference" or "FrameworkReference"))
        {
            yield return new Violation(project.Path, 1, "Mes.Domain references nothing, no package either.");
        }
    }

    static bool IsAllowed(string name, string target, bool isTest)
    {
        if (Allowed.TryGetValue(name, out var targets))
        {
            return targets.Contains(target);
        }

        return isTest && (target == Testing || MayBuildAll.Contains(name) || name == target + ".Tests");
    }

    static string Target(XElement reference) =>
        System.IO.Path.GetFileNameWithoutExtension(((string?)reference.Attribute("Include") ?? "").Replace('\\', '/'));
}
