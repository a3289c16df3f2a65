using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mes.Edge.Configuration;

/// <summary>
/// One object of the file. A fault is noted and reading goes on with a stand-in, so that one run names every fault; the caller
/// uses nothing of it once there are faults.
/// </summary>
sealed partial class ConfigurationSection
{
    readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    readonly List<ConfigurationFault> _faults;
    readonly string _path;
    readonly bool _isObject;

    /// <param name="known">Every member that the object may have.</param>
    public ConfigurationSection(JsonElement element, string path, List<ConfigurationFault> faults, IReadOnlyList<string> known)
    {
        _path = path;
        _faults = faults;
        _isObject = element.ValueKind == JsonValueKind.Object;
        if (!_isObject)
        {
            Note(path.Length == 0 ? "(file)" : path, $"must be an object, not {Words(element)}");
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                Note(
                    PathOf(member.Name),
                    $"is not known here; {NearestName.Question(member.Name, known)}known are {string.Join(", ", known)}");
            }
            else if (!_members.TryAdd(member.Name, member.Value))
            {
                Note(PathOf(member.Name), "is there twice");
            }
        }
    }

    /// <summary>False where it is missing, or is no object, which has been noted.</summary>
    public bool IsThere => _isObject;

    public bool Has(string name) => _members.ContainsKey(name);

    public bool IsText(string name) => _members.TryGetValue(name, out var member) && member.ValueKind == JsonValueKind.String;

    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public void Fault(string name, string message) => Note(PathOf(name), message);

    public string Text(string name, int most = 200)
    {
        if (!TryGet(name, JsonValueKind.String, "text", out var element))
        {
            return "";
        }

        var text = element.GetString()!;
        if (string.IsNullOrWhiteSpace(text) || text.Length > most || text.Contains('\0', StringComparison.Ordinal))
        {
            Fault(name, $"must have 1 to {most} characters");
        }

        return text;
    }

    public string? OptionalText(string name, int most = 200) => Has(name) ? Text(name, most) : null;

    /// <summary>A code as it stands in events and addresses.</summary>
    public string Code(string name)
    {
        var text = Text(name);
        if (text.Length > 0 && !CodePattern().IsMatch(text))
        {
            Fault(name, $"\"{text}\" is not a code; use 1 to 32 of a-z, 0-9 and -");
        }

        return text;
    }

    public long Integer(string name, long least, long most, long? otherwise = null)
    {
        if (otherwise is { } value && !Has(name))
        {
            return value;
        }

        if (!TryGet(name, JsonValueKind.Number, "a number", out var element))
        {
            return least;
        }

        if (!element.TryGetInt64(out var number) || number < least || number > most)
        {
            Fault(name, $"{element.GetRawText()} is out of range; use a whole number from {least} to {most}");
            return least;
        }

        return number;
    }

    public double Number(string name, double least, double most, double otherwise)
    {
        if (!Has(name) || !TryGet(name, JsonValueKind.Number, "a number", out var element))
        {
            return otherwise;
        }

        if (!element.TryGetDouble(out var number) || number < least || number > most)
        {
            Fault(name, $"{element.GetRawText()} is out of range; use a number from {least} to {most}");
            return otherwise;
        }

        return number;
    }

    public bool Flag(string name)
    {
        if (!Has(name) || _members[name].ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return Has(name) && _members[name].GetBoolean();
        }

        Fault(name, $"must be true or false, not {Words(_members[name])}");
        return false;
    }

    public Uri? Address(string name, string scheme)
    {
        var text = Text(name);
        if (text.Length > 0 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == scheme && uri.Port > 0)
        {
            return uri;
        }

        if (text.Length > 0)
        {
            Fault(name, $"\"{text}\" is not an address; write {scheme}://host:port");
        }

        return null;
    }

    /// <summary>Where it is absent, the zone of this computer.</summary>
    public TimeZoneInfo TimeZone(string name)
    {
        var text = OptionalText(name);
        if (!string.IsNullOrEmpty(text) && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone))
        {
            return zone;
        }

        if (!string.IsNullOrEmpty(text))
        {
            Fault(name, $"\"{text}\" is not a time zone known here; use an IANA name such as Europe/Berlin");
        }

        return TimeZoneInfo.Local;
    }

    public ConfigurationSection Section(string name, params IReadOnlyList<string> known) =>
        TryGet(name, JsonValueKind.Object, "an object", out var element)
            ? new ConfigurationSection(element, PathOf(name), _faults, known)
            : new ConfigurationSection(PathOf(name), _faults);

    public IReadOnlyList<ConfigurationSection> List(string name, int least, int most, params IReadOnlyList<string> known)
    {
        if (!TryGet(name, JsonValueKind.Array, "a list", out var element))
        {
            return [];
        }

        if (element.GetArrayLength() < least || element.GetArrayLength() > most)
        {
            Fault(name, $"must have {least} to {most} entries, not {element.GetArrayLength()}");
        }

        return [.. element.EnumerateArray().Take(most)
            .Select((entry, index) => new ConfigurationSection(entry, $"{PathOf(name)}[{index}]", _faults, known))];
    }

    /// <summary>Entries of an object whose member names are values of their own, each with its path.</summary>
    public IEnumerable<(string Key, JsonElement Value, string Path)> Entries(string name) =>
        TryGet(name, JsonValueKind.Object, "an object", out var element)
            ? element.EnumerateObject().Select(entry => (entry.Name, entry.Value, $"{PathOf(name)}[\"{entry.Name}\"]"))
            : [];

    /// <summary>Notes each entry whose <paramref name="key"/> an earlier entry has.</summary>
    public static void RefuseRepeats(
        IEnumerable<ConfigurationSection> sections, string name, Func<ConfigurationSection, string> key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in sections.Where(section => section.Has(name) && !seen.Add(key(section))))
        {
            section.Fault(name, $"{section._members[name].GetRawText()} is there twice");
        }
    }

    /// <summary>The member's text as it stands, for comparisons; empty where it is absent.</summary>
    public string Raw(string name) => _members.TryGetValue(name, out var element) ? element.ToString() : "";

    // Stands in for an object that is missing: its own absence is noted, that of its members is not.
    ConfigurationSection(string path, List<ConfigurationFault> faults)
    {
        _path = path;
        _faults = faults;
    }

    bool TryGet(string name, JsonValueKind kind, string words, [MaybeNullWhen(false)] out JsonElement element)
    {
        if (!_members.TryGetValue(name, out element))
        {
            if (_isObject)
            {
                Fault(name, $"is missing; it must be {words}");
            }

            return false;
        }

        if (element.ValueKind == kind)
        {
            return true;
        }

        Fault(name, $"must be {words}, not {Words(element)}");
        return false;
    }

    void Note(string path, string message) => _faults.Add(new ConfigurationFault(path, message));

    static string Words(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"text (\"{element.GetString()}\")",
        JsonValueKind.Number => $"a number ({element.GetRawText()})",
        JsonValueKind.Null => "null",
        _ => element.GetRawText(),
    };

    [GeneratedRegex("^[a-z0-9-]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();
}
