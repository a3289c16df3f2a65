using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mes.Edge.Tests.Configuration;

/// <summary>As much of JSON Schema 2020-12 as the schema of edge.json uses; a keyword it does not know fails the test.</summary>
static class SchemaCheck
{
    static readonly string[] Notes = ["$schema", "$id", "$defs", "title", "description", "default"];

    static readonly string[] Checked =
    [
        "$ref", "type", "const", "enum", "anyOf", "oneOf", "not", "required", "properties", "additionalProperties",
        "propertyNames", "minProperties", "items", "minItems", "maxItems", "minLength", "maxLength", "pattern", "minimum",
        "maximum",
    ];

    public static IEnumerable<string> FaultsOf(JsonNode schema, JsonNode? value) => Check(schema, schema, value, "");

    /// <summary>The members that an object may have, with list places as in <c>machines[0].tags[0]</c>.</summary>
    public static IEnumerable<string> MembersAt(JsonNode schema, string path)
    {
        var at = schema;
        foreach (var step in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            at = Resolve(schema, step.EndsWith(']') ? at["items"]! : at["properties"]![step]!);
        }

        return at["properties"]!.AsObject().Select(member => member.Key);
    }

    static JsonNode Resolve(JsonNode root, JsonNode schema) =>
        schema["$ref"]?.GetValue<string>() is { } reference
            ? reference.Split('/').Skip(1).Aggregate(root, (node, step) => node[step]!)
            : schema;

    static IEnumerable<string> Check(JsonNode root, JsonNode schema, JsonNode? value, string path) =>
        schema.AsObject().SelectMany(keyword => Check(root, schema, keyword.Key, keyword.Value!, value, path));

    static IEnumerable<string> Check(
        JsonNode root, JsonNode schema, string keyword, JsonNode rule, JsonNode? value, string path) => keyword switch
        {
            _ when Notes.Contains(keyword) => [],
            _ when !Checked.Contains(keyword) => throw new NotSupportedException($"{keyword} is not checked here."),
            "$ref" => Check(root, Resolve(root, schema), value, path),
            "type" => (rule as JsonArray ?? [rule.DeepClone()]).Any(type => IsOf(type!.GetValue<string>(), value))
                ? []
                : [$"{path}: is no {rule}"],
            "const" => JsonNode.DeepEquals(rule, value) ? [] : [$"{path}: is not {rule}"],
            "enum" => rule.AsArray().Any(each => JsonNode.DeepEquals(each, value)) ? [] : [$"{path}: is none of {rule}"],
            "anyOf" => rule.AsArray().Any(each => !Check(root, each!, value, path).Any()) ? [] : [$"{path}: is none of these"],
            "oneOf" => rule.AsArray().Count(each => !Check(root, each!, value, path).Any()) == 1 ? [] : [$"{path}: is not one"],
            "not" => Check(root, rule, value, path).Any() ? [] : [$"{path}: is what it must not be"],
            _ => value switch
            {
                JsonObject members => OfObject(root, schema, keyword, rule, members, path),
                JsonArray entries => OfArray(root, keyword, rule, entries, path),
                _ => OfScalar(keyword, rule, value, path),
            },
        };

    static IEnumerable<string> OfObject(
        JsonNode root, JsonNode schema, string keyword, JsonNode rule, JsonObject members, string path)
    {
        var known = schema["properties"]?.AsObject();
        return keyword switch
        {
            "required" => rule.AsArray().Select(name => $"{name}").Where(name => !members.ContainsKey(name))
                .Select(name => $"{path}.{name}: is missing"),
            "properties" => rule.AsObject().Where(member => members.ContainsKey(member.Key))
                .SelectMany(member => Check(root, member.Value!, members[member.Key], $"{path}.{member.Key}")),
            "additionalProperties" => members.Where(member => known?.ContainsKey(member.Key) is not true)
                .SelectMany(member => rule.GetValueKind() == JsonValueKind.False
                    ? [$"{path}.{member.Key}: is not known"]
                    : Check(root, rule, member.Value, $"{path}.{member.Key}")),
            "propertyNames" => members.SelectMany(member => Check(root, rule, JsonValue.Create(member.Key), path)),
            "minProperties" => members.Count >= rule.GetValue<int>() ? [] : [$"{path}: is empty"],
            _ => [],
        };
    }

    static IEnumerable<string> OfArray(
        JsonNode root, string keyword, JsonNode rule, JsonArray entries, string path) => keyword switch
        {
            "items" => entries.SelectMany((entry, i) => Check(root, rule, entry, $"{path}[{i}]")),
            "minItems" => entries.Count >= rule.GetValue<int>() ? [] : [$"{path}: has too few"],
            "maxItems" => entries.Count <= rule.GetValue<int>() ? [] : [$"{path}: has too many"],
            _ => [],
        };

    static string[] OfScalar(string keyword, JsonNode rule, JsonNode? value, string path)
    {
        var isRight = (keyword, value?.GetValueKind()) switch
        {
            ("minLength", JsonValueKind.String) => value!.GetValue<string>().Length >= rule.GetValue<int>(),
            ("maxLength", JsonValueKind.String) => value!.GetValue<string>().Length <= rule.GetValue<int>(),
            ("pattern", JsonValueKind.String) => Regex.IsMatch(value!.GetValue<string>(), rule.GetValue<string>()),
            ("minimum", JsonValueKind.Number) => value!.AsValue().GetValue<double>() >= rule.GetValue<double>(),
            ("maximum", JsonValueKind.Number) => value!.AsValue().GetValue<double>() <= rule.GetValue<double>(),
            _ => true,
        };
        return isRight ? [] : [$"{path}: {value} breaks {keyword} {rule}"];
    }

    static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) => true,
        ("array", JsonValueKind.Array) => true,
        ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => double.IsInteger(value!.GetValue<double>()),
        _ => false,
    };
}
