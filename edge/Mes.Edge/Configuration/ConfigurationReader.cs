using System.Security.Cryptography;
using System.Text.Json;

namespace Mes.Edge.Configuration;

/// <summary>Turns the bytes of <c>edge.json</c> into a configuration, or into every fault at once.</summary>
static class ConfigurationReader
{
    // 10,000 tags take 2 to 3 MiB as people write them; what is larger is another file.
    const int MaxBytes = 16 * 1024 * 1024;

    static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 16,
    };

    /// <summary>Reads a file; a file that cannot be read is a fault as well.</summary>
    public static (EdgeConfiguration? Configuration, IReadOnlyList<ConfigurationFault> Faults) ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                return (null, [new ConfigurationFault(path, $"is larger than {MaxBytes} bytes; this is no edge.json")]);
            }

            return Read(File.ReadAllBytes(path), Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, [new ConfigurationFault(path, $"cannot be read: {unreadable.Message}")]);
        }
    }

    /// <param name="folder">What relative paths in the file start from.</param>
    public static (EdgeConfiguration? Configuration, IReadOnlyList<ConfigurationFault> Faults) Read(byte[] bytes, string folder)
    {
        var faults = new List<ConfigurationFault>();
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(StartOfText(bytes)), Lenient);
            var configuration = ReadRoot(document.RootElement, folder, Convert.ToHexStringLower(SHA256.HashData(bytes)), faults);
            return (faults.Count == 0 ? configuration : null, faults);
        }
        catch (JsonException broken)
        {
            var place = $"line {broken.LineNumber + 1}, column {broken.BytePositionInLine + 1}";
            return (null, [new ConfigurationFault(place, $"is not JSON: {broken.Message.Split(" LineNumber:")[0]}")]);
        }
    }

    // Editors on Windows begin UTF-8 files with a byte order mark.
    static int StartOfText(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? 3 : 0;

    static EdgeConfiguration ReadRoot(JsonElement element, string folder, string sha256, List<ConfigurationFault> faults)
    {
        var root = new ConfigurationSection(
            element, "", faults, ["$schema", "edge", "hmi", "central", "sources", "machines", "reasons", "order"]);
        root.OptionalText("$schema", most: 1000);
        var edge = root.Section(
            "edge", "producer", "site", "line", "station", "dataFolder", "keyFile", "retentionDays", "timeZone");
        var hmi = root.Section("hmi", "url", "diagonalInches");
        var sources = ReadSources(root, folder);
        var reasons = ReadReasons(root);
        var configuration = new EdgeConfiguration(
            (uint)edge.Integer("producer", 1, uint.MaxValue),
            edge.Code("site"), edge.Code("line"), edge.Code("station"),
            Path.Combine(folder, edge.Text("dataFolder", most: 1000)),
            ReadKey(edge, folder),
            TimeSpan.FromDays(edge.Integer("retentionDays", 1, 3650, otherwise: 14)),
            edge.TimeZone("timeZone"),
            ReadLoopback(hmi), hmi.Number("diagonalInches", 5, 100, otherwise: 10.1),
            ReadLoopback(root.Section("central", "url")),
            sources, MachineReader.Read(root, [.. sources.Select(source => source.Name)], reasons, faults),
            reasons, ReadOrder(root), sha256);
        MqttReader.RefuseMismatches(sources, configuration.Machines, faults);
        return configuration;
    }

    static ProducerKey ReadKey(ConfigurationSection edge, string folder)
    {
        var path = Path.Combine(folder, edge.Text("keyFile", most: 1000));
        try
        {
            if (File.Exists(path))
            {
                return ProducerKey.FromPem(File.ReadAllText(path));
            }

            if (edge.Has("keyFile"))
            {
                edge.Fault("keyFile", $"there is no file {path}; make one with "
                    + "\"openssl ecparam -genkey -noout -name prime256v1 -out edge.pem\"");
            }
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            edge.Fault("keyFile", $"{path}: {unusable.Message}");
        }

        return new ProducerKey([]);
    }

    // Without log-in, whoever reaches the address may act: only this computer may.
    static Uri ReadLoopback(ConfigurationSection section)
    {
        var address = section.Address("url", Uri.UriSchemeHttp);
        if (address is not null && address.Host is not ("127.0.0.1" or "localhost"))
        {
            section.Fault("url", $"{address.Host} can be reached by others, and there is no log-in yet; use 127.0.0.1");
        }

        return address ?? new Uri("http://127.0.0.1:1");
    }

    static List<SourceConfiguration> ReadSources(ConfigurationSection root, string folder)
    {
        var sources = root.List("sources", 1, 32, ["name", "endpoint", "publishingIntervalMs", .. MqttReader.SourceMembers]);
        ConfigurationSection.RefuseRepeats(sources, "name", source => source.Raw("name"));
        return [.. sources.Select(source => MqttReader.IsBroker(source)
            ? MqttReader.ReadSource(source, folder)
            : ReadOpcUa(source))];
    }

    static SourceConfiguration ReadOpcUa(ConfigurationSection source)
    {
        MqttReader.RefuseOn(source);
        return new SourceConfiguration(
            source.Code("name"),
            source.Address("endpoint", "opc.tcp") ?? new Uri("opc.tcp://127.0.0.1:4840"),
            TimeSpan.FromMilliseconds(source.Integer("publishingIntervalMs", 50, 60_000, otherwise: 250)));
    }

    static List<ReasonConfiguration> ReadReasons(ConfigurationSection root)
    {
        if (!root.Has("reasons"))
        {
            return [];
        }

        var reasons = root.List("reasons", 0, 500, "code", "name", "kind", "planned");
        ConfigurationSection.RefuseRepeats(reasons, "code", reason => $"{reason.Raw("kind")} {reason.Raw("code")}");
        return [.. reasons.Select(ReadReason)];
    }

    static ReasonConfiguration ReadReason(ConfigurationSection section)
    {
        var reason = new ReasonConfiguration(
            section.Text("code", most: 40), section.Text("name"), section.Text("kind"), section.Flag("planned"));
        if (reason.Kind is not ("" or ReasonConfiguration.Stop or ReasonConfiguration.Scrap))
        {
            section.Fault("kind", $"\"{reason.Kind}\" is not a kind of reason; use stop or scrap");
        }

        if (reason is { Kind: ReasonConfiguration.Scrap, Planned: true })
        {
            section.Fault("planned", "only a stop can be planned");
        }

        return reason;
    }

    static OrderConfiguration? ReadOrder(ConfigurationSection root)
    {
        if (!root.Has("order"))
        {
            return null;
        }

        var order = root.Section("order", "number", "item", "itemName", "targetQuantity");
        return new OrderConfiguration(
            order.Text("number", most: 40), order.Text("item", most: 40), order.Text("itemName"),
            order.Integer("targetQuantity", 1, 1_000_000_000_000));
    }
}
