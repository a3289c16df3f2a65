using Mes.Architecture.Tests.Rules;
using Mes.Architecture.Tests.Sources;
using NUnit.Framework;

namespace Mes.Architecture.Tests;

/// <summary>Every rule of the house holds for the sources as they are, and turns red on an example that breaks it.</summary>
public sealed class RuleTests
{
    static readonly Lazy<SourceTree> Repository = new(() => SourceTree.Load(Testing.Repository.Root));

    static readonly Rule[] Rules =
    [
        new("Projects_reference_only_what_the_house_allows", ProjectReferences.Check,
            Given("edge/Mes.Edge/Mes.Edge.csproj", Reference("../../central/Mes.Central/Mes.Central.csproj"))),
        new("A_new_project_takes_its_place_in_the_house", ProjectReferences.Check,
            Given("shared/Mes.Common/Mes.Common.csproj", "<Project />")),
        new("A_module_uses_only_the_modules_below_it", ModuleArrows.Check,
            Given("central/Mes.Central/Ledger/Intake.cs", "using Mes.Central.Machines;")),
        new("A_page_uses_only_the_modules_below_its_own", ModuleArrows.Check,
            Given("edge/Mes.Edge/Hmi/Pages/Home.razor", "@using Mes.Edge.Replication")),
        new("A_module_touches_only_its_own_tables", TableOwnership.Check,
            Given("central/Mes.Central/Ledger/Migrations/0001_ledger.sql", "create table ledger (site int);"),
            Given("central/Mes.Central/Machines/MachineStore.cs", "const string Sql = \"select site from ledger\";")),
        new("Files_are_short", Sizes.CheckFiles, Given("edge/A.cs", Repeat("\n", Sizes.File + 1))),
        new("Lines_are_short", Sizes.CheckLines, Given("edge/A.css", Repeat("x", Sizes.Line + 1))),
        new("Methods_are_short", Sizes.CheckMethods,
            Given("edge/A.cs", $"class A {{ void B() {{ {Repeat("\n", Sizes.Method + 1)} }} }}")),
        new("A_public_type_has_a_file_of_its_own", Types.CheckOnePublicPerFile,
            Given("edge/A.cs", "public class A; public interface IB;")),
        new("Names_say_what_a_type_is_for", Types.CheckNames, Given("edge/A.cs", "class OrderManager;")),
        new("Folders_name_capabilities", Types.CheckFolders, Given("central/Mes.Central/Services/A.cs", "")),
        new("An_interface_has_several_implementations", Types.CheckLonelyInterfaces,
            Given("edge/A.cs", "interface IClock; class Clock : IClock;")),
        new("No_namespace_bears_the_name_of_a_type", Types.CheckClashes,
            Given("edge/A.cs", "namespace Mes.Edge; class Journal;"),
            Given("edge/Journal/B.cs", "namespace Mes.Edge.Journal; class B;")),
        new("The_folder_is_the_namespace", Types.CheckNamespaces,
            Given("edge/Mes.Edge/Mes.Edge.csproj", "<Project />"),
            Given("edge/Mes.Edge/Journal/A.cs", "namespace Mes.Edge; class A;")),
        new("Nothing_is_put_off", Remains.CheckPostponedWork, Given("edge/A.cs", "// TODO later")),
        new("No_comment_is_a_banner", Remains.CheckBanners, Given("edge/A.css", "/* ------ Buttons ------ */")),
        new("No_failure_is_swallowed", Remains.CheckEmptyCatches,
            Given("edge/A.cs", "class A { void B() { try { C(); } catch (E) { /* never mind */ } } }")),
        new("No_warning_is_silenced", Remains.CheckDirectives, Given("edge/A.cs", "#pragma warning disable CA1305\nclass A;")),
        new("The_domain_is_pure", Purity.Check, Given("shared/Mes.Domain/A.cs", "class A { System.TimeProvider _clock; }")),
        new("Migrations_count_on_without_a_hole", Migrations.CheckNumbers,
            Given("central/Mes.Central/Ledger/Migrations/0001_ledger.sql", ""),
            Given("central/Mes.Central/Plant/Migrations/0003_plant.sql", "")),
        new("A_landed_migration_never_changes", Migrations.CheckHashes,
            Given("central/Mes.Central/Ledger/Migrations/0001_ledger.sql", "create table ledger (site int);"),
            Given(Migrations.Pins, $"{Repeat("0", 64)}  0001_ledger.sql")),
    ];

    static IEnumerable<Rule> DistinctRules => Rules.DistinctBy(rule => rule.CheckName);

    [TestCaseSource(nameof(DistinctRules))]
    public void The_sources_keep_it(Rule rule)
    {
        var violations = rule.Check(Repository.Value).ToArray();

        Assert.That(violations, Is.Empty, string.Join('\n', violations.AsEnumerable()));
    }

    [TestCaseSource(nameof(Rules))]
    public void A_bad_example_breaks_it(Rule rule) => Assert.That(rule.Check(rule.Bad), Is.Not.Empty);

    [Test]
    public void A_view_that_is_for_other_modules_may_be_read_by_them()
    {
        var tree = SourceTree.Of(
            Given(
                "central/Mes.Central/Plant/Migrations/0001_plant.sql",
                "-- For other modules: the newest\n-- version.\ncreate view machine as\nselect 1;"),
            Given("central/Mes.Central/Machines/MachineStore.cs", "const string Sql = \"select name from machine\";"));

        Assert.That(TableOwnership.Check(tree), Is.Empty);
    }

    [Test]
    public void The_sources_are_found_at_all() =>
        Assert.That(Repository.Value.Files.Select(file => file.Path), Has.Some.EqualTo("build.cs").And.Some.EndsWith(".csproj"));

    static SourceFile Given(string path, string text) => new(path, text);

    static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    static string Reference(string project) =>
        $"<Project><ItemGroup><ProjectReference Include=\"{project}\" /></ItemGroup></Project>";

    /// <summary>A rule with an example that breaks it.</summary>
    public sealed class Rule
    {
        readonly string _name;
        readonly Func<SourceTree, IEnumerable<Violation>> _check;

        internal Rule(string name, Func<SourceTree, IEnumerable<Violation>> check, params SourceFile[] bad)
        {
            _name = name;
            _check = check;
            Bad = SourceTree.Of(bad);
        }

        internal SourceTree Bad { get; }

        internal string CheckName => $"{_check.Method.DeclaringType}.{_check.Method.Name}";

        internal IEnumerable<Violation> Check(SourceTree tree) => _check(tree);

        public override string ToString() => _name;
    }
}
