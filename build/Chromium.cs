namespace Mes.Build;

/// <summary>The browser of the browser tests.</summary>
static class Chromium
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Its path; installed where we may; null with words on what to install where we may not.</summary>
    public static async Task<string?> FindAsync(CancellationToken cancellation)
    {
        if (Find() is { } found)
        {
            return found;
        }

        if (Environment.IsPrivilegedProcess && Node.Which("apt-get") is not null)
        {
            var quietly = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
            await new Tool("apt-get", "update", "-qq") { Environment = quietly }.TryRunAsync(cancellation);
            await new Tool("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium") { Environment = quietly }
                .TryRunAsync(cancellation);
        }

        var installed = Find();
        if (installed is null)
        {
            Console.Write(" (none: apt-get install chromium) ");
        }

        return installed;
    }

    static string? Find() => Names.Select(Node.Which).FirstOrDefault(path => path is not null);
}
