using Microsoft.CodeAnalysis;

namespace Mes.Architecture.Tests.Sources;

/// <summary>A place where a rule is broken, and what to do about it.</summary>
sealed record Violation(string Path, int Line, string What)
{
    public static Violation At(SourceFile file, SyntaxNode node, string what) => At(file, node.GetLocation(), what);

    public static Violation At(SourceFile file, Location location, string what) =>
        new(file.Path, location.GetLineSpan().StartLinePosition.Line + 1, what);

    public override string ToString() => $"{Path}:{Line}: {What}";
}
