using System.Globalization;
using System.Text.Json;

namespace Mes.Edge.Acquisition;

/// <summary>A place in a JSON document (RFC 6901).</summary>
sealed class JsonPointer
{
    readonly string[] _steps;

    JsonPointer(string[] steps) => _steps = steps;

    /// <summary>Null where the text is no pointer: it is empty, or begins with a slash and uses ~ only as ~0 and ~1.</summary>
    public static JsonPointer? Parse(string text)
    {
        if (text.Length == 0)
        {
            return new JsonPointer([]);
        }

        var rest = text.Replace("~0", "", StringComparison.Ordinal).Replace("~1", "", StringComparison.Ordinal);
        return text[0] != '/' || rest.Contains('~', StringComparison.Ordinal)
            ? null
            : new JsonPointer([.. text[1..].Split('/').Select(Unescape)]);
    }

    /// <summary>What stands there; null where there is nothing.</summary>
    public JsonElement? In(JsonElement document)
    {
        var place = document;
        foreach (var step in _steps)
        {
            var isThere = place.ValueKind switch
            {
                JsonValueKind.Object => place.TryGetProperty(step, out place),
                JsonValueKind.Array => TryIndex(ref place, step),
                _ => false,
            };
            if (!isThere)
            {
                return null;
            }
        }

        return place;
    }

    // RFC 6901, 4: digits without leading zeros.
    static bool TryIndex(ref JsonElement place, string step)
    {
        if (!int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= place.GetArrayLength() || (step[0] == '0' && step.Length > 1))
        {
            return false;
        }

        place = place[index];
        return true;
    }

    static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
