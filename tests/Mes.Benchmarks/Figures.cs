using System.Text.Json;
using System.Text.Json.Nodes;
using Mes.Testing;

namespace Mes.Benchmarks;

/// <summary>artifacts/bench.json: one flat object, a number for each name; a run replaces only what it measured.</summary>
static class Figures
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static void Merge(IReadOnlyDictionary<string, double> figures)
    {
        var file = Repository.Path("artifacts", "bench.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var all = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))!.AsObject() : [];
        foreach (var (name, value) in figures)
        {
            all[name] = Math.Round(value, 2);
            Console.WriteLine($"  {name} = {value:0.##}");
        }

        File.WriteAllText(file + ".new", all.ToJsonString(Readable));
        File.Move(file + ".new", file, overwrite: true);
    }
}
