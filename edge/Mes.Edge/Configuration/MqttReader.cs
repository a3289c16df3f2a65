using System.Globalization;
using Mes.Edge.Acquisition;
using Mes.Mqtt;

namespace Mes.Edge.Configuration;

/// <summary>The members of <c>sources</c> and <c>tags</c> that only MQTT has.</summary>
static class MqttReader
{
    public const string Version311 = "3.1.1";
    const string Version5 = "5";
    const string Scheme = "mqtt";
    const int ColumnsMax = 1_000;

    public static readonly IReadOnlyList<string> SourceMembers = ["version", "clientId", "keepAliveS", "user", "passwordFile"];
    public static readonly IReadOnlyList<string> TagMembers = ["topic", "format", "value", "time"];

    static readonly Dictionary<string, PayloadFormat> Formats = new()
    {
        ["json"] = PayloadFormat.Json,
        ["number"] = PayloadFormat.Number,
        ["text"] = PayloadFormat.Text,
        ["csv"] = PayloadFormat.Csv,
    };

    public static bool IsBroker(ConfigurationSection source) =>
        source.Raw("endpoint").StartsWith($"{Scheme}:", StringComparison.Ordinal);

    /// <param name="folder">What relative paths in the file start from.</param>
    public static SourceConfiguration ReadSource(ConfigurationSection source, string folder)
    {
        RefuseForeign(source, ["publishingIntervalMs"], "is for OPC UA servers; a broker sends what it gets");
        var version = source.OptionalText("version") ?? Version5;
        if (version is not ("" or Version311 or Version5))
        {
            source.Fault("version", $"\"{version}\" is not spoken here; use \"{Version5}\" or \"{Version311}\"");
        }

        var user = source.OptionalText("user");
        var password = ReadPassword(source, folder);
        if (password is not null && user is null)
        {
            source.Fault("user", "is missing; a password is that of a user");
        }

        var name = source.Code("name");
        var endpoint = AddressOf(source);
        var mqtt = new MqttConfiguration(
            version, source.OptionalText("clientId", most: 100),
            TimeSpan.FromSeconds(source.Integer("keepAliveS", 5, 3_600, otherwise: 30)), user, password);
        return new SourceConfiguration(name, endpoint, TimeSpan.Zero) { Mqtt = mqtt };
    }

    /// <summary>What only a broker has is refused on other sources.</summary>
    public static void RefuseOn(ConfigurationSection source) =>
        RefuseForeign(source, SourceMembers, "is for brokers, whose endpoint begins with mqtt://");

    /// <summary>Null for a tag of another protocol, which has no topic.</summary>
    public static MqttTagConfiguration? ReadTag(ConfigurationSection tag)
    {
        if (!tag.Has("topic"))
        {
            RefuseForeign(tag, TagMembers, "is for tags of a broker, which have a topic");
            return null;
        }

        RefuseForeign(tag, ["node"], "is for tags of an OPC UA server; this one has a topic");
        var topic = tag.Text("topic", most: 1_000);
        if (topic.Length > 0 && !TopicFilter.IsTopic(topic))
        {
            tag.Fault("topic", $"\"{topic}\" is not one topic; write it without + and #");
        }

        var name = tag.OptionalText("format") ?? "json";
        if (!Formats.TryGetValue(name, out var format))
        {
            tag.Fault("format", $"\"{name}\" is not known; use {string.Join(", ", Formats.Keys)}");
            return new MqttTagConfiguration(topic, default, Value: null, Time: null);
        }

        if (format is PayloadFormat.Number or PayloadFormat.Text)
        {
            RefuseForeign(tag, ["value", "time"], $"is for json and csv; with {name} the whole payload is the value");
            return new MqttTagConfiguration(topic, format, Value: null, Time: null);
        }

        return new MqttTagConfiguration(
            topic, format, ReadPlace(tag, "value", format), tag.Has("time") ? ReadPlace(tag, "time", format) : null);
    }

    /// <summary>A tag must be written as its source needs it.</summary>
    public static void RefuseMismatches(
        IReadOnlyList<SourceConfiguration> sources, IReadOnlyList<MachineConfiguration> machines,
        List<ConfigurationFault> faults)
    {
        var brokers = sources.DistinctBy(source => source.Name).ToDictionary(each => each.Name, each => each.Mqtt is not null);
        var mismatches =
            from machine in machines.Select((each, index) => (each.Tags, Index: index))
            from tag in machine.Tags.Select((each, index) => (Tag: each, Index: index))
            where brokers.TryGetValue(tag.Tag.Source, out var isBroker) && isBroker != (tag.Tag.Mqtt is not null)
            select (Path: $"machines[{machine.Index}].tags[{tag.Index}]", tag.Tag.Source, IsBroker: brokers[tag.Tag.Source]);
        faults.AddRange(mismatches.Select(each => new ConfigurationFault(each.Path, each.IsBroker
            ? $"comes from the broker {each.Source}; give it a topic instead of a node"
            : $"comes from the OPC UA server {each.Source}; give it a node instead of a topic")));
    }

    static string ReadPlace(ConfigurationSection tag, string member, PayloadFormat format)
    {
        var isColumn = format == PayloadFormat.Csv;
        if (isColumn)
        {
            return tag.Integer(member, 0, ColumnsMax).ToString(CultureInfo.InvariantCulture);
        }

        var pointer = tag.Text(member, most: 1_000);
        if (pointer.Length > 0 && JsonPointer.Parse(pointer) is null)
        {
            tag.Fault(member, $"\"{pointer}\" is not a JSON pointer; write it as /name/of/member");
        }

        return pointer;
    }

    static Uri AddressOf(ConfigurationSection source)
    {
        const int DefaultPort = 1883;
        var text = source.Text("endpoint");
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0)
        {
            return uri.Port > 0 ? uri : new UriBuilder(uri) { Port = DefaultPort }.Uri;
        }

        source.Fault("endpoint", $"\"{text}\" is not an address; write {Scheme}://host:port");
        return new Uri($"{Scheme}://127.0.0.1:{DefaultPort}");
    }

    static string? ReadPassword(ConfigurationSection source, string folder)
    {
        if (source.OptionalText("passwordFile", most: 1_000) is not { Length: > 0 } file)
        {
            return null;
        }

        try
        {
            return File.ReadAllText(Path.Combine(folder, file)).TrimEnd('\r', '\n');
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            source.Fault("passwordFile", $"{Path.Combine(folder, file)} cannot be read: {unusable.Message}");
            return null;
        }
    }

    static void RefuseForeign(ConfigurationSection section, IReadOnlyList<string> members, string why)
    {
        foreach (var member in members.Where(section.Has))
        {
            section.Fault(member, why);
        }
    }
}
