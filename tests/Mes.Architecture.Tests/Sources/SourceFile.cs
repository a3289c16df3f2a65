using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mes.Architecture.Tests.Sources;

/// <summary>A file of the repository; its path is relative to the root and uses slashes everywhere.</summary>
sealed record SourceFile(string Path, string Text)
{
    static readonly CSharpParseOptions Latest = new(LanguageVersion.Preview);
    readonly Lazy<CompilationUnitSyntax> _syntax = new(() => CSharpSyntaxTree.ParseText(Text, Latest).GetCompilationUnitRoot());

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Extension => System.IO.Path.GetExtension(Path);

    public IReadOnlyList<string> Lines => Text.Split('\n');

    public bool IsCSharp => Extension == ".cs";

    public CompilationUnitSyntax Syntax => _syntax.Value;

    public bool IsBelow(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);
}
