namespace Mes.Build;

/// <summary>Deletes what building, testing and running made; the sources stay.</summary>
static class Clean
{
    static readonly string[] Made = ["bin", "obj", "node_modules"];

    public static async Task<int> RunAsync(bool withData, CancellationToken cancellation)
    {
        foreach (var folder in BuiltFolders(Source.Root).Append(Source.Path("artifacts")).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        if (withData && Directory.Exists(DemoHome.Root))
        {
            await using (DemoHome.Lock())
            {
                await LeftOvers.StopAsync(cancellation);
                DemoHome.Delete();
            }

            Console.WriteLine($"Deleted {DemoHome.Root}.");
        }

        Console.WriteLine("Clean.");
        return 0;
    }

    static IEnumerable<string> BuiltFolders(string folder)
    {
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(child);
            if (Made.Contains(name) || child.EndsWith(Path.Combine("wwwroot", "lib"), StringComparison.Ordinal))
            {
                yield return child;
            }
            else if (!name.StartsWith('.') && File.ResolveLinkTarget(child, returnFinalTarget: false) is null)
            {
                foreach (var built in BuiltFolders(child))
                {
                    yield return built;
                }
            }
        }
    }
}
