namespace Mes.Build;

/// <summary>The MQTT broker of the demo and of the tests.</summary>
static class Mosquitto
{
    // Debian puts it where only root looks.
    static readonly string[] SystemFolders = ["/usr/sbin", "/usr/local/sbin"];

    /// <summary>Its path, or null.</summary>
    public static string? Find() =>
        Node.Which("mosquitto")
        ?? SystemFolders.Select(folder => Path.Combine(folder, "mosquitto")).FirstOrDefault(File.Exists);

    /// <summary>Its path; installed where we may; null with words on what to install where we may not.</summary>
    public static async Task<string?> FindAsync(CancellationToken cancellation)
    {
        if (Find() is null && Environment.IsPrivilegedProcess && Node.Which("apt-get") is not null)
        {
            var quietly = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
            await new Tool("apt-get", "update", "-qq") { Environment = quietly }.TryRunAsync(cancellation);
            await new Tool("apt-get", "install", "-y", "-qq", "--no-install-recommends", "mosquitto") { Environment = quietly }
                .TryRunAsync(cancellation);
        }

        var found = Find();
        if (found is null)
        {
            Console.Write(" (none: apt-get install mosquitto) ");
        }

        return found;
    }
}
