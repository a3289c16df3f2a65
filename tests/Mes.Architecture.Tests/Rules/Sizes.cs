using Mes.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mes.Architecture.Tests.Rules;

/// <summary>How long a file, a line and a method may be.</summary>
static class Sizes
{
    public const int File = 400;
    public const int Line = 130;
    public const int Method = 70;
    static readonly string[] Limited = [".cs", ".razor", ".css", ".mjs", ".sql"];

    public static IEnumerable<Violation> CheckFiles(SourceTree tree) =>
        from file in tree.With(Limited)
        let lines = file.Lines.Count - (file.Text.EndsWith('\n') ? 1 : 0)
        where lines > File
        select new Violation(file.Path, File + 1, $"{lines} lines; a file has at most {File}.");

    public static IEnumerable<Violation> CheckLines(SourceTree tree) =>
        from file in tree.With(Limited)
        from line in file.Lines.Select((text, index) => (text.TrimEnd('\r').Length, Number: index + 1))
        where line.Length > Line
        select new Violation(file.Path, line.Number, $"{line.Length} characters; a line has at most {Line}.");

    public static IEnumerable<Violation> CheckMethods(SourceTree tree) =>
        from file in tree.CSharp
        from node in file.Syntax.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        let lines = LinesOf(node)
        where lines > Method
        select Violation.At(file, node, $"{lines} lines; a method has at most {Method}.");

    static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
