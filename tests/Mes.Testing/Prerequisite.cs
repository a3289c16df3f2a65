using System.Diagnostics.CodeAnalysis;
using NUnit.Framework;

namespace Mes.Testing;

/// <summary>What a test needs from its machine. A missing one skips on a laptop and fails in CI.</summary>
public static class Prerequisite
{
    static bool InCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    [DoesNotReturn]
    public static void Missing(string what, string howToInstall)
    {
        var message = $"{what} is missing: {howToInstall}";
        if (InCi)
        {
            throw new AssertionException(message);
        }

        throw new IgnoreException(message);
    }
}
