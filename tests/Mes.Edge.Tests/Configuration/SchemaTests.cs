using System.Text;
using System.Text.Json.Nodes;
using Mes.Edge.Configuration;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Configuration;

/// <summary>The schema that editors use and the reader that the edge uses must not disagree about the form of a file.</summary>
[TestFixture]
public sealed class SchemaTests
{
    static readonly JsonNode Schema = JsonNode.Parse(ConfigurationSchema.Text)!;

    [Test]
    public void What_the_program_prints_is_what_the_documentation_has() =>
        Assert.That(
            ConfigurationSchema.Text, Is.EqualTo(File.ReadAllText(Repository.Path("docs", "edge.schema.json"))));

    [Test]
    public void The_file_of_the_demo_is_right() => Assert.That(FaultsOf(Demo()), Is.Empty);

    [TestCase("edge")]
    [TestCase("hmi")]
    [TestCase("central")]
    [TestCase("sources[0]")]
    [TestCase("machines[0]")]
    [TestCase("machines[0].tags[0]")]
    [TestCase("machines[0].tags[0].detect[0]")]
    [TestCase("machines[0].state")]
    [TestCase("machines[0].counter")]
    [TestCase("machines[0].faultCode")]
    [TestCase("reasons[0]")]
    [TestCase("order")]
    [TestCase("")]
    public void Both_know_the_same_members(string path)
    {
        var file = Demo();
        ObjectAt(file, path)["zzzzzzzzzzzz"] = 1;

        var (_, faults) = ConfigurationReader.Read(Encoding.UTF8.GetBytes(file.ToJsonString()), ".");

        var fault = faults.Single(each => each.Path.EndsWith("zzzzzzzzzzzz", StringComparison.Ordinal));
        var known = fault.Message[(fault.Message.IndexOf("known are ", StringComparison.Ordinal) + 10)..].Split(", ");
        Assert.That(SchemaCheck.MembersAt(Schema, path), Is.EquivalentTo(known));
        Assert.That(FaultsOf(file), Has.Some.Contains("zzzzzzzzzzzz"));
    }

    [TestCase("edge.producer", "0")]
    [TestCase("edge.producer", "\"1\"")]
    [TestCase("edge.site", "\"Demo Plant\"")]
    [TestCase("edge.retentionDays", "0")]
    [TestCase("edge", "null")]
    [TestCase("hmi.url", "\"ftp://127.0.0.1\"")]
    [TestCase("hmi.diagonalInches", "1")]
    [TestCase("sources", "[]")]
    [TestCase("sources", "{}")]
    [TestCase("sources[0].endpoint", "\"127.0.0.1\"")]
    [TestCase("sources[0].publishingIntervalMs", "5")]
    [TestCase("machines[0].id", "7")]
    [TestCase("machines[0].debounceMs", "-1")]
    [TestCase("machines[0].idealCycleMs", "0.5")]
    [TestCase("machines[0].tags", "[]")]
    [TestCase("machines[0].tags[0].metric", "\"State\"")]
    [TestCase("machines[0].tags[0].unit", "\"\"")]
    [TestCase("machines[0].tags[0].node", "null")]
    [TestCase("machines[0].tags[0].topic", "\"a/b\"")]
    [TestCase("machines[0].tags[0].format", "\"json\"")]
    [TestCase("machines[0].tags[0].source", "7")]
    [TestCase("sources[0].version", "\"4\"")]
    [TestCase("machines[0].tags[0].detect", "{}")]
    [TestCase("machines[0].tags[0].detect[0].kind", "\"median\"")]
    [TestCase("machines[0].tags[0].detect[0].threshold", "0")]
    [TestCase("machines[0].tags[0].detect[0].warmUp", "1.5")]
    [TestCase("machines[0].state", "{}")]
    [TestCase("machines[0].state", "{ \"tag\": \"state\" }")]
    [TestCase("machines[0].state", "{ \"tag\": \"state\", \"map\": {} }")]
    [TestCase("machines[0].state", "{ \"tag\": \"state\", \"map\": \"packman\" }")]
    [TestCase("machines[0].state", "{ \"tag\": \"state\", \"map\": { \"6\": \"NO_DATA\" } }")]
    [TestCase("machines[0].state", "{ \"tag\": \"state\", \"map\": { \"x\": \"IDLE\" } }")]
    [TestCase("machines[0].state", "{ \"tag\": \"state\", \"map\": \"packml\", \"run\": \"state\" }")]
    [TestCase("machines[0].state", "{ \"cycle\": \"parts\", \"factor\": 1 }")]
    [TestCase("machines[0].state", "{ \"cycle\": \"parts\", \"fault\": \"state\" }")]
    [TestCase("machines[0].counter.modulus", "1")]
    [TestCase("machines[0].faultCode", "{ \"reasons\": {} }")]
    [TestCase("machines[0].faultCode.reasons", "{ \"E7\": \"JAM\" }")]
    [TestCase("reasons[0].kind", "\"waste\"")]
    [TestCase("reasons[0].planned", "\"no\"")]
    [TestCase("order.targetQuantity", "0")]
    public void Both_refuse_it(string path, string value)
    {
        var file = Demo();
        Put(file, path, JsonNode.Parse(value));

        Assert.That(FaultsOf(file), Is.Not.Empty, "the schema");
        Assert.That(ReaderFaults(file), Is.Not.Empty, "the reader");
    }

    [TestCase("machines[0].state", "{ \"run\": \"parts\" }")]
    [TestCase("machines[0].state", "{ \"run\": \"parts\", \"maintenance\": \"state\" }")]
    [TestCase("machines[0].state", "{ \"cycle\": \"parts\" }")]
    [TestCase("machines[0].state", "{ \"cycle\": \"parts\", \"factor\": 2.5 }")]
    [TestCase("machines[0].state", "{ \"tag\": \"state\", \"map\": \"packml\" }")]
    [TestCase("machines[0].state", "{ \"tag\": \"state\", \"map\": { \"-1\": \"FAULT\" } }")]
    [TestCase("$schema", "\"edge.schema.json\"")]
    public void Both_take_it(string path, string value)
    {
        var file = Demo();
        Put(file, path, JsonNode.Parse(value));

        Assert.That(FaultsOf(file), Is.Empty, "the schema");
        Assert.That(ReaderFaults(file), Is.Empty, "the reader");
    }

    /// <summary>The demo's file, with each optional object in its first machine.</summary>
    static JsonObject Demo()
    {
        var file = JsonNode.Parse(File.ReadAllText(Repository.Path("build", "demo", "edge.json")))!.AsObject();
        var machine = file["machines"]![0]!.AsObject();
        machine["faultCode"] ??= new JsonObject
        {
            ["tag"] = machine["tags"]![0]!["metric"]!.GetValue<string>(),
            ["reasons"] = new JsonObject(),
        };
        machine["tags"]![0]!["detect"] ??= new JsonArray(new JsonObject { ["kind"] = "cusum" });
        return file;
    }

    static void Put(JsonNode file, string path, JsonNode? value)
    {
        var (parent, member) = path.LastIndexOf('.') is >= 0 and var dot ? (path[..dot], path[(dot + 1)..]) : ("", path);
        ObjectAt(file, parent)[member] = value;
    }

    static JsonObject ObjectAt(JsonNode root, string path) => path
        .Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(root, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!)
        .AsObject();

    static List<string> FaultsOf(JsonNode file) => [.. SchemaCheck.FaultsOf(Schema, file)];

    // The demo's key file is made on its first start.
    static List<ConfigurationFault> ReaderFaults(JsonNode file) =>
    [
        .. ConfigurationReader.Read(Encoding.UTF8.GetBytes(file.ToJsonString()), ".").Faults
            .Where(fault => fault.Path != "edge.keyFile"),
    ];
}
