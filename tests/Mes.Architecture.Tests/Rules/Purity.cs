using Mes.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mes.Architecture.Tests.Rules;

/// <summary>Mes.Domain takes values and gives values: no clock, no I/O, no waiting, no logging.</summary>
static class Purity
{
    static readonly HashSet<string> Impure =
    [
        "Task", "ValueTask", "CancellationToken", "Thread", "TimeProvider", "Stopwatch", "ILogger", "IServiceProvider",
        "HttpClient", "File", "Directory", "Environment", "Random", "Console",
    ];

    public static IEnumerable<Violation> Check(SourceTree tree) =>
        from file in tree.CSharp
        where file.IsBelow("shared/Mes.Domain")
        from token in file.Syntax.DescendantTokens()
        where token.IsKind(SyntaxKind.IdentifierToken) && Impure.Contains(token.Text)
        select Violation.At(file, token.GetLocation(), $"{token.Text} does not belong in the domain, which is pure.");
}
