using System.Text.RegularExpressions;
using Mes.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mes.Architecture.Tests.Rules;

/// <summary>What types are called and where they stand.</summary>
static partial class Types
{
    static readonly string[] BannedEndings =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Processor", "Data", "Info", "Impl"];

    static readonly string[] BannedFolders =
    [
        "Application", "Infrastructure", "Services", "Interfaces", "Helpers", "Common", "Utils", "Utilities", "Dtos",
        "Controllers", "Repositories",
    ];

    /// <summary>One public type a file; records may sit with their only user.</summary>
    public static IEnumerable<Violation> CheckOnePublicPerFile(SourceTree tree) =>
        from file in tree.CSharp
        let types = TopLevel(file).Where(type => type is not RecordDeclarationSyntax && IsPublic(type)).ToArray()
        where types.Length > 1
        select Violation.At(file, types[1], $"{NameOf(types[1])} needs a file of its own, beside {NameOf(types[0])}.");

    public static IEnumerable<Violation> CheckNames(SourceTree tree) =>
        from file in tree.CSharp
        from type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        let ending = LastWord().Match(type.Identifier.Text).Value
        where BannedEndings.Contains(ending)
        select Violation.At(file, type, $"{type.Identifier.Text}: {ending} does not say what a type is for.");

    public static IEnumerable<Violation> CheckFolders(SourceTree tree) =>
        from file in tree.Files
        let banned = file.Path.Split('/').SkipLast(1).FirstOrDefault(BannedFolders.Contains)
        where banned is not null
        select new Violation(file.Path, 1, $"A folder {banned} names a layer; name the capability.");

    /// <summary>An interface exists for several implementations; one beside its only namesake is noise.</summary>
    public static IEnumerable<Violation> CheckLonelyInterfaces(SourceTree tree)
    {
        var classes = tree.CSharp.SelectMany(TopLevel).OfType<TypeDeclarationSyntax>()
            .Where(type => type is not InterfaceDeclarationSyntax)
            .Select(NameOf)
            .ToHashSet();
        return
            from file in tree.CSharp
            from type in TopLevel(file).OfType<InterfaceDeclarationSyntax>()
            where classes.Contains(NameOf(type)[1..])
            select Violation.At(file, type, $"{NameOf(type)} stands beside its only {NameOf(type)[1..]}: use the class.");
    }

    /// <summary>A namespace that bears the name of a type makes one of the two unreachable somewhere.</summary>
    public static IEnumerable<Violation> CheckClashes(SourceTree tree)
    {
        var namespaces = tree.CSharp
            .SelectMany(file => file.Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>())
            .Select(declared => declared.Name.ToString())
            .ToHashSet();
        return
            from file in tree.CSharp
            from declared in file.Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>()
            from type in declared.Members.OfType<BaseTypeDeclarationSyntax>()
            let name = type.Identifier.Text
            let clash = namespaces.FirstOrDefault(space => Clashes(space, declared.Name.ToString(), name))
            where clash is not null
            select Violation.At(file, type, $"{name} bears the name of the namespace {clash}.");
    }

    /// <summary>Folder = namespace.</summary>
    public static IEnumerable<Violation> CheckNamespaces(SourceTree tree) =>
        from project in tree.With(".csproj")
        let folder = project.Path[..project.Path.LastIndexOf('/')]
        from file in tree.CSharp
        where file.IsBelow(folder)
        from declared in file.Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>()
        let inside = file.Path[(folder.Length + 1)..].Split('/').SkipLast(1)
        let expected = string.Join('.', inside.Prepend(System.IO.Path.GetFileNameWithoutExtension(project.Name)))
        where declared.Name.ToString() != expected
        select Violation.At(file, declared, $"The namespace of this folder is {expected}.");

    static bool Clashes(string space, string declaredIn, string type) =>
        space.EndsWith("." + type, StringComparison.Ordinal)
        && declaredIn.StartsWith(space[..^(type.Length + 1)], StringComparison.Ordinal);

    static IEnumerable<MemberDeclarationSyntax> TopLevel(SourceFile file) =>
        file.Syntax.Members
            .SelectMany(member => member is BaseNamespaceDeclarationSyntax space ? [.. space.Members] : new[] { member })
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    static bool IsPublic(MemberDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PublicKeyword);

    static string NameOf(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax named ? named.Identifier.Text : ((BaseTypeDeclarationSyntax)type).Identifier.Text;

    [GeneratedRegex("[A-Z][a-z0-9]*$")]
    private static partial Regex LastWord();
}
