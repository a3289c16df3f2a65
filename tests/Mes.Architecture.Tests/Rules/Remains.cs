using System.Text.RegularExpressions;
using Mes.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mes.Architecture.Tests.Rules;

/// <summary>What must not remain in finished sources: postponed work, swallowed errors, silenced warnings, decoration.</summary>
static partial class Remains
{
    static readonly SyntaxKind[] SilencedOrFolded =
        [SyntaxKind.PragmaWarningDirectiveTrivia, SyntaxKind.PragmaChecksumDirectiveTrivia, SyntaxKind.RegionDirectiveTrivia];

    public static IEnumerable<Violation> CheckPostponedWork(SourceTree tree) =>
        Comments(tree).Where(comment => Postponed().IsMatch(comment.Text))
            .Select(comment => new Violation(comment.File.Path, comment.Line, "Finish it or leave it out: no TODO remains."));

    public static IEnumerable<Violation> CheckBanners(SourceTree tree) =>
        Comments(tree).Where(comment => Banner().IsMatch(comment.Text))
            .Select(comment => new Violation(comment.File.Path, comment.Line, "No banner comments: split the file instead."));

    public static IEnumerable<Violation> CheckEmptyCatches(SourceTree tree) =>
        from file in tree.CSharp
        from caught in file.Syntax.DescendantNodes().OfType<CatchClauseSyntax>()
        where caught.Block.Statements.Count == 0
        select Violation.At(file, caught, "An empty catch hides a failure: act on it or let it pass.");

    public static IEnumerable<Violation> CheckDirectives(SourceTree tree) =>
        from file in tree.CSharp
        from trivia in file.Syntax.DescendantTrivia()
        where SilencedOrFolded.Contains(trivia.Kind())
        select Violation.At(file, trivia.GetLocation(), "No #pragma and no #region: fix the cause, or change the rule for all.");

    // In C# a comment is what the parser calls one; elsewhere every line counts, since no content holds these words.
    static IEnumerable<(SourceFile File, int Line, string Text)> Comments(SourceTree tree)
    {
        foreach (var file in tree.With(".cs", ".razor", ".css", ".mjs", ".sql"))
        {
            var comments = file.IsCSharp
                ? file.Syntax.DescendantTrivia()
                    .Where(trivia => trivia.ToString().StartsWith('/'))
                    .Select(trivia => (trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1, trivia.ToString()))
                : file.Lines.Select((text, index) => (index + 1, text.Trim()));
            foreach (var (line, text) in comments)
            {
                yield return (file, line, text);
            }
        }
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Postponed();

    [GeneratedRegex(@"^(//|/\*|--|<!--|@\*)\s*[-=*#~]{4,}")]
    private static partial Regex Banner();
}
