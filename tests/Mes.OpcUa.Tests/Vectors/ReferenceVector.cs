using System.Text.Json;
using Mes.Testing;

namespace Mes.OpcUa.Tests.Vectors;

/// <summary>A published encoding: its id, what it means, its bytes.</summary>
sealed record ReferenceVector(string Id, string Type, JsonElement Meaning, byte[] Bytes)
{
    static readonly string[] Files = ["vectors.json", "vectors-more.json"];

    /// <summary>Examples of Part 6 and values encoded by node-opcua: a type and a value in JSON.</summary>
    public static IReadOnlyList<ReferenceVector> Values() =>
        [.. In("spec_examples", "type", "value"), .. In("node_opcua", "type", "value")];

    /// <summary>gopcua's own test cases: a Go literal, which <see cref="GopcuaCases"/> says again in C#.</summary>
    public static IReadOnlyList<ReferenceVector> Gopcua() => [.. In("cases", "test", "go_struct")];

    static IEnumerable<ReferenceVector> In(string list, string type, string meaning)
    {
        foreach (var file in Files)
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Reference.File("opcua", file)));
            if (!document.RootElement.TryGetProperty(list, out var cases))
            {
                continue;
            }

            foreach (var item in cases.EnumerateArray())
            {
                yield return new ReferenceVector(
                    item.GetProperty("id").GetString()!,
                    item.GetProperty(type).GetString()!,
                    item.GetProperty(meaning).Clone(),
                    Convert.FromHexString(item.GetProperty("hex").GetString()!));
            }
        }
    }
}
