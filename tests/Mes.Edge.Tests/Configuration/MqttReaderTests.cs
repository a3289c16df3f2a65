using System.Text;
using Mes.Edge.Configuration;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Configuration;

[TestFixture]
public sealed class MqttReaderTests
{
    [Test]
    public void A_broker_and_its_tags_are_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("broker.txt"), "secret\n");

        var configuration = Some.Configuration(folder, json => With(
            json,
            """
            { "name": "sensors", "endpoint": "mqtt://127.0.0.1", "version": "3.1.1",
              "user": "edge", "passwordFile": "broker.txt" }
            """,
            """{ "metric": "torque", "source": "sensors", "topic": "a/torque", "format": "csv", "value": 2, "time": 0 }"""));

        var broker = configuration.Sources[1];
        var torque = configuration.Machines[0].Tags[^1];
        Assert.Multiple(() =>
        {
            Assert.That(broker.Endpoint, Is.EqualTo(new Uri("mqtt://127.0.0.1:1883")));
            Assert.That(
                broker.Mqtt, Is.EqualTo(new MqttConfiguration("3.1.1", null, TimeSpan.FromSeconds(30), "edge", "secret")));
            Assert.That(torque.Mqtt, Is.EqualTo(new MqttTagConfiguration("a/torque", PayloadFormat.Csv, "2", "0")));
            Assert.That(torque.Address, Is.EqualTo("a/torque#2"));
        });
    }

    [TestCase("\"version\": \"4\"", "sources[1].version: \"4\" is not spoken here; use \"5\" or \"3.1.1\"")]
    [TestCase("\"keepAliveS\": 1", "sources[1].keepAliveS: 1 is out of range; use a whole number from 5 to 3600")]
    [TestCase(
        "\"publishingIntervalMs\": 250",
        "sources[1].publishingIntervalMs: is for OPC UA servers; a broker sends what it gets")]
    public void A_fault_of_a_broker_is_named(string member, string fault) =>
        Assert.That(
            Faults(
                $$"""{ "name": "sensors", "endpoint": "mqtt://127.0.0.1:1883", {{member}} }""",
                """{ "metric": "torque", "source": "sensors", "topic": "a", "format": "number" }"""),
            Is.EqualTo([fault]));

    [TestCase("\"topic\": \"a/#\", \"format\": \"text\"", ".topic: \"a/#\" is not one topic; write it without + and #")]
    [TestCase("\"topic\": \"a\"", ".value: is missing; it must be text")]
    [TestCase("\"topic\": \"a\", \"value\": \"x\"", ".value: \"x\" is not a JSON pointer; write it as /name/of/member")]
    [TestCase("\"topic\": \"a\", \"format\": \"xml\"", ".format: \"xml\" is not known; use json, number, text, csv")]
    [TestCase(
        "\"topic\": \"a\", \"format\": \"number\", \"value\": \"/x\"",
        ".value: is for json and csv; with number the whole payload is the value")]
    [TestCase("\"node\": \"i=7\"", ": comes from the broker sensors; give it a topic instead of a node")]
    public void A_fault_of_a_tag_is_named(string members, string fault) =>
        Assert.That(
            Faults(
                """{ "name": "sensors", "endpoint": "mqtt://127.0.0.1:1883" }""",
                $$"""{ "metric": "torque", "source": "sensors", {{members}} }"""),
            Is.EqualTo([$"machines[0].tags[3]{fault}"]));

    static string[] Faults(string source, string tag)
    {
        using var folder = new TemporaryFolder();
        _ = Some.Configuration(folder);
        var json = With(Some.Json(new Uri("http://127.0.0.1:1")), source, tag);

        var (_, faults) = ConfigurationReader.Read(Encoding.UTF8.GetBytes(json), folder.Path);
        return [.. faults.Select(fault => fault.ToString())];
    }

    static string With(string json, string source, string tag) => json
        .Replace("\"publishingIntervalMs\": 250 }]", $"\"publishingIntervalMs\": 250 }}, {source}]", StringComparison.Ordinal)
        .Replace("Filler.Temperature\"\n      }],", $"Filler.Temperature\"\n      }}, {tag}],", StringComparison.Ordinal);
}
