using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;

namespace Mes.Central.Configuration;

/// <summary>Reads <c>central.json</c> and names everything that is wrong with it at once.</summary>
sealed class ConfigurationFile
{
    static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    readonly List<string> _faults = [];
    readonly string _folder;

    ConfigurationFile(string folder) => _folder = folder;

    /// <summary>The configuration, or null and the reasons, each with the path of the member that it concerns.</summary>
    public static (CentralConfiguration? Configuration, IReadOnlyList<string> Faults) Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Reading);
            var file = new ConfigurationFile(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var configuration = file.Read(document.RootElement);
            return file._faults.Count == 0 ? (configuration, []) : (null, file._faults);
        }
        catch (JsonException broken)
        {
            return (null, [$"{path}: is no JSON: {broken.Message}"]);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, [$"{path}: cannot be read: {unreadable.Message}"]);
        }
    }

    CentralConfiguration Read(JsonElement root)
    {
        var file = new JsonSection(root, "", _faults);
        if (root.ValueKind != JsonValueKind.Object)
        {
            _faults.Add("The file must hold one JSON object.");
        }

        var configuration = new CentralConfiguration(
            PortOf(file), ConnectionOf(file.Section("database")), SiteOf(file.Section("site")),
            CalendarReader.ShiftsOf(file.Section("calendar"), out var breaks), breaks, EdgesOf(file));
        file.RefuseOthers();
        return configuration;
    }

    static int PortOf(JsonSection file)
    {
        var text = file.OptionalText("url", "http://127.0.0.1:8080");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp || url.AbsolutePath != "/")
        {
            file.Fault("url", $"'{text}' is no address such as http://127.0.0.1:8080.");
            return 0;
        }

        // Without log-in, whoever reaches the port may do everything: so only this machine reaches it.
        if (url.Host != IPAddress.Loopback.ToString())
        {
            file.Fault("url", $"central binds 127.0.0.1 only, as there is no log-in yet to keep others out; '{url.Host}' is refused.");
        }

        return url.Port;
    }

    string ConnectionOf(JsonSection database)
    {
        var text = database.Text("connection", 2000);
        database.RefuseOthers();
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(text);
            if (text.Length > 0 && (string.IsNullOrEmpty(connection.Host) || string.IsNullOrEmpty(connection.Database)))
            {
                database.Fault("connection", "must name Host and Database.");
            }

            if (!string.IsNullOrEmpty(connection.Passfile))
            {
                connection.Passfile = Path.Combine(_folder, connection.Passfile);
            }

            return connection.ConnectionString;
        }
        catch (ArgumentException wrong)
        {
            database.Fault("connection", $"is no Npgsql connection string: {wrong.Message}");
            return "";
        }
    }

    static SiteSettings SiteOf(JsonSection site)
    {
        var settings = new SiteSettings(site.Number("number", 1, 32_767) ?? 0, site.Code("code"), site.Text("name"), site.Text("timeZone"));
        if (settings.TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out _))
        {
            site.Fault("timeZone", $"'{settings.TimeZone}' is no time zone of this machine; an IANA name such as Europe/Berlin is wanted.");
        }

        site.RefuseOthers();
        return settings;
    }

    List<EdgeSettings> EdgesOf(JsonSection file)
    {
        var edges = new List<EdgeSettings>();
        foreach (var section in file.List("edges", required: false))
        {
            var producer = section.Number("producer", 1, int.MaxValue);
            if (producer is { } number && edges.Any(edge => edge.Producer == number))
            {
                section.Fault("producer", $"{number} is taken by an edge above.");
            }

            var line = section.Code("line");
            edges.Add(new EdgeSettings((uint)(producer ?? 0), line, section.OptionalText("name", line), PublicKeyOf(section)));
            section.RefuseOthers();
        }

        return edges;
    }

    byte[] PublicKeyOf(JsonSection edge)
    {
        var name = edge.Text("publicKeyFile", 1000);
        if (name.Length == 0)
        {
            return [];
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(Path.Combine(_folder, name)));
            if (key.KeySize != 256)
            {
                edge.Fault("publicKeyFile", $"{name} holds a key of {key.KeySize} bits; P-256 is wanted.");
            }

            return key.ExportSubjectPublicKeyInfo();
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            edge.Fault("publicKeyFile", $"{name} gives no public key: {unusable.Message}");
            return [];
        }
    }
}
