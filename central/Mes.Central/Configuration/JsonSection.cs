using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mes.Central.Configuration;

/// <summary>
/// One object of the file. Each question that it cannot answer becomes a fault under the member's full path and gets a
/// harmless answer, so that the reader goes on and every fault is named in one run.
/// </summary>
sealed partial class JsonSection(JsonElement element, string path, List<string> faults)
{
    readonly HashSet<string> _asked = [];

    /// <summary>Faults found in the whole file so far.</summary>
    public int Faults => faults.Count;

    public string Text(string name, int maxLength = 200) => Text(name, maxLength, required: true);

    public string OptionalText(string name, string otherwise, int maxLength = 200) =>
        Find(name) is null ? otherwise : Text(name, maxLength, required: false);

    /// <summary>A code as in <c>site/line/machine</c>.</summary>
    public string Code(string name)
    {
        var code = Text(name);
        if (code.Length > 0 && !CodePattern().IsMatch(code))
        {
            Fault(name, $"'{code}' is no code: 1 to 32 of a-z, 0-9 and -.");
        }

        return code;
    }

    public int? Number(string name, int min, int max)
    {
        if (Find(name) is not { } value)
        {
            Fault(name, "is missing.");
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault(name, $"must be a whole number from {min} to {max}.");
        return null;
    }

    /// <summary>A time of day as minutes after midnight.</summary>
    public int? TimeOfDay(string name)
    {
        var text = Text(name);
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return (time.Hour * 60) + time.Minute;
        }

        if (text.Length > 0)
        {
            Fault(name, $"'{text}' is no time of day such as 06:00.");
        }

        return null;
    }

    public JsonSection Section(string name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Object } value)
        {
            return new JsonSection(value, PathOf(name), faults);
        }

        Fault(name, Find(name) is null ? "is missing." : "must be an object.");
        return new JsonSection(default, PathOf(name), []);
    }

    public bool IsObject(string name) => Find(name) is { ValueKind: JsonValueKind.Object };

    public IReadOnlyList<JsonSection> List(string name, bool required)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array } value)
        {
            if (required || Find(name) is not null)
            {
                Fault(name, "must be a list.");
            }

            return [];
        }

        if (required && value.GetArrayLength() == 0)
        {
            Fault(name, "must hold at least one entry.");
        }

        return [.. value.EnumerateArray().Select((item, index) => Item(item, $"{PathOf(name)}[{index}]"))];
    }

    public void Fault(string name, string words) => faults.Add($"{PathOf(name)}: {words}");

    /// <summary>A member that nobody asked for is a slip of the pen that would otherwise pass in silence.</summary>
    public void RefuseOthers()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in element.EnumerateObject().Where(member => !_asked.Contains(member.Name)))
        {
            Fault(member.Name, $"is no setting; known here: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.");
        }
    }

    string Text(string name, int maxLength, bool required)
    {
        if (Find(name) is not { } value)
        {
            if (required)
            {
                Fault(name, "is missing.");
            }

            return "";
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text)
        {
            Fault(name, "must be text.");
            return "";
        }

        if (string.IsNullOrWhiteSpace(text) || text.Length > maxLength || text.Any(char.IsControl))
        {
            Fault(name, $"must be 1 to {maxLength} printable characters.");
            return "";
        }

        return text;
    }

    JsonElement? Find(string name)
    {
        _asked.Add(name);
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
    }

    JsonSection Item(JsonElement item, string itemPath)
    {
        if (item.ValueKind == JsonValueKind.Object)
        {
            return new JsonSection(item, itemPath, faults);
        }

        faults.Add($"{itemPath}: must be an object.");
        return new JsonSection(default, itemPath, []);
    }

    string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex CodePattern();
}
