using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mes.Edge.Commissioning;

/// <summary>JSON as a person would write it: what is short stays on one line, so that a tag is a line.</summary>
static class ReadableJson
{
    const int LineMax = 160;
    const string Step = "  ";

    /// <summary>Units and names keep their signs.</summary>
    public static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonNode root)
    {
        var text = new StringBuilder();
        Write(text, root, indent: "");
        return text.Append('\n').ToString();
    }

    static void Write(StringBuilder text, JsonNode? node, string indent)
    {
        var inner = indent + Step;
        switch (node)
        {
            case JsonObject { Count: > 0 } members when !Fits(members, indent):
                WriteAll(text, '{', '}', indent, members, member =>
                {
                    text.Append(Quoted(member.Key)).Append(": ");
                    Write(text, member.Value, inner);
                });
                break;
            case JsonArray { Count: > 0 } entries when !Fits(entries, indent):
                WriteAll(text, '[', ']', indent, entries, entry => Write(text, entry, inner));
                break;
            default:
                text.Append(Line(node));
                break;
        }
    }

    static void WriteAll<T>(StringBuilder text, char open, char close, string indent, IEnumerable<T> all, Action<T> write)
    {
        var isFirst = true;
        text.Append(open);
        foreach (var each in all)
        {
            text.Append(isFirst ? "\n" : ",\n").Append(indent).Append(Step);
            isFirst = false;
            write(each);
        }

        text.Append('\n').Append(indent).Append(close);
    }

    // Lists of objects read better below each other, however short.
    static bool Fits(JsonNode node, string indent) =>
        !(node is JsonArray entries && entries.Any(entry => entry is JsonObject)) && Line(node).Length + indent.Length <= LineMax;

    static string Line(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } members =>
            $"{{ {string.Join(", ", members.Select(member => $"{Quoted(member.Key)}: {Line(member.Value)}"))} }}",
        JsonArray entries => $"[{string.Join(", ", entries.Select(Line))}]",
        null => "null",
        _ => node.ToJsonString(OneLine),
    };

    static string Quoted(string text) => JsonSerializer.Serialize(text, OneLine);
}
