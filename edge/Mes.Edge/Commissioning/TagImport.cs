using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mes.Edge.Configuration;

namespace Mes.Edge.Commissioning;

/// <summary>An <c>edge.json</c> with the tags of a list in place of its own; nothing is written by this.</summary>
/// <param name="Text">The new file; null where there are faults.</param>
sealed partial record TagImport(int Added, int Changed, int Removed, string? Text, IReadOnlyList<TagListFault> Faults)
{
    /// <param name="root">The file as it is.</param>
    /// <param name="folder">What relative paths in it start from.</param>
    public static TagImport Of(JsonObject root, IReadOnlyList<TagLine> lines, string folder)
    {
        var machines = MachinesOf(root).ToList();
        var faults = new List<TagListFault>();
        RefuseStrangers(lines, [.. machines.Select(IdOf)], faults);
        var changed = (JsonObject)root.DeepClone();
        var (added, altered, removed) = (0, 0, 0);
        var places = new Dictionary<(int Machine, int Tag), int>();
        var byMachine = lines.ToLookup(line => line.Machine);
        foreach (var (machine, index) in MachinesOf(changed).Select((machine, index) => (machine, index)))
        {
            var former = TagsOf(machine).DistinctBy(MetricOf).ToDictionary(MetricOf);
            var tags = new JsonArray();
            foreach (var line in byMachine[IdOf(machine)])
            {
                var before = former.GetValueOrDefault(line.Metric);
                var tag = Make(line, before, faults);
                added += before is null ? 1 : 0;
                altered += before is not null && !JsonNode.DeepEquals(before, tag) ? 1 : 0;
                places[(index, tags.Count)] = line.Line;
                tags.Add(tag);
            }

            removed += former.Keys.Except(byMachine[IdOf(machine)].Select(line => line.Metric)).Count();
            machine["tags"] = tags;
        }

        var text = ReadableJson.Of(changed);
        faults.AddRange(FaultsOf(text, folder, places));
        return new TagImport(added, altered, removed, faults.Count == 0 ? text : null, faults);
    }

    public static IEnumerable<JsonObject> MachinesOf(JsonObject root) =>
        root["machines"] is JsonArray machines ? machines.OfType<JsonObject>() : [];

    public static IEnumerable<JsonObject> TagsOf(JsonObject machine) =>
        machine["tags"] is JsonArray tags ? tags.OfType<JsonObject>() : [];

    public static string IdOf(JsonObject machine) => machine["id"]?.ToString() ?? "";

    static string MetricOf(JsonObject tag) => tag["metric"]?.ToString() ?? "";

    static void RefuseStrangers(IReadOnlyList<TagLine> lines, List<string> machines, List<TagListFault> faults)
    {
        var first = new Dictionary<(string, string), int>();
        foreach (var line in lines)
        {
            if (!machines.Contains(line.Machine))
            {
                faults.Add(new TagListFault(
                    line.Line, $"\"{line.Machine}\" is no machine of the file; {NearestName.Question(line.Machine, machines)}"
                        + $"machines are {NearestName.List(machines)}"));
            }
            else if (!first.TryAdd((line.Machine, line.Metric), line.Line))
            {
                faults.Add(new TagListFault(
                    line.Line, $"{line.Machine} {line.Metric} is there already, in line {first[(line.Machine, line.Metric)]}"));
            }
        }
    }

    static JsonObject Make(TagLine line, JsonObject? former, List<TagListFault> faults)
    {
        try
        {
            return TagList.TagOf(line, former);
        }
        catch (JsonException broken)
        {
            faults.Add(new TagListFault(
                line.Line, $"{TagList.DetectColumn} is not JSON: {broken.Message.Split(" LineNumber:")[0]}"));
            return [];
        }
    }

    static IEnumerable<TagListFault> FaultsOf(
        string text, string folder, Dictionary<(int Machine, int Tag), int> places)
    {
        var (_, faults) = ConfigurationReader.Read(Encoding.UTF8.GetBytes(text), folder);
        foreach (var fault in faults)
        {
            var place = TagPath().Match(fault.Path);
            var line = place.Success
                ? places.GetValueOrDefault((NumberIn(place.Groups[1]), NumberIn(place.Groups[2])))
                : 0;
            yield return line == 0
                ? new TagListFault(0, fault.ToString())
                : new TagListFault(line, $"{fault.Path[place.Length..].TrimStart('.')}: {fault.Message}");
        }
    }

    static int NumberIn(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^machines\[(\d+)\]\.tags\[(\d+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex TagPath();
}
