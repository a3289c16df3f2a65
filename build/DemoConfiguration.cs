using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mes.Build;

/// <summary>The two configuration files of the demo: the templates of build/demo with this machine's ports and paths.</summary>
sealed class DemoConfiguration(DemoSettings settings, DemoBroker broker)
{
    // Units keep their signs; the files are read by people.
    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string CentralUrl { get; } = $"http://127.0.0.1:{settings.Central.Number}";

    public string EdgeUrl { get; } = $"http://127.0.0.1:{settings.Edge.Number}";

    public static string CentralFile => DemoHome.File("central.json");

    public static string EdgeFile => DemoHome.File("edge.json");

    /// <summary>The connection string of a role, whose password is in a file that only we may read.</summary>
    public string Connection(string role) => new DbConnectionStringBuilder
    {
        ["Host"] = "127.0.0.1",
        ["Port"] = settings.Postgres.Number,
        ["Username"] = role,
        ["Database"] = DemoDatabase.Name,
        ["Passfile"] = DemoDatabase.PasswordFile(role),
    }.ConnectionString;

    public void Write()
    {
        var central = Template("central.json");
        central["url"] = CentralUrl;
        central["database"]!["connection"] = Connection(DemoDatabase.Service);
        central["edges"]![0]!["publicKeyFile"] = EdgeKey.PublicFile;
        File.WriteAllText(CentralFile, central.ToJsonString(Readable));

        var edge = Template("edge.json");
        edge["edge"]!["dataFolder"] = DemoHome.PrivateFolder("edge");
        edge["edge"]!["keyFile"] = EdgeKey.PrivateFile;
        edge["hmi"]!["url"] = EdgeUrl;
        edge["central"]!["url"] = CentralUrl;
        edge["sources"]![0]!["endpoint"] = $"opc.tcp://127.0.0.1:{settings.OpcUa.Number}";
        edge["sources"]![1]!["endpoint"] = broker.Url;
        edge["sources"]![1]!["version"] = broker.Version;
        File.WriteAllText(EdgeFile, edge.ToJsonString(Readable));
    }

    static JsonNode Template(string name) => JsonNode.Parse(File.ReadAllText(Source.Path("build", "demo", name)))!;
}
