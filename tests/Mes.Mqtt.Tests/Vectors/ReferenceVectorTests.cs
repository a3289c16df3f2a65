using System.Text.Json;
using Mes.Mqtt.Codec;
using Mes.Mqtt.Packets;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Mqtt.Tests.Vectors;

/// <summary>Against the published vectors of mqtt-packet and of mochi-mqtt, two independent implementations.</summary>
sealed class ReferenceVectorTests
{
    const int CasesKnown = 167;
    const int MochiDecodeCasesKnown = 121;

    [Test]
    public void Every_packet_of_mqtt_packet_is_written_and_read_as_there_or_refused_as_there()
    {
        using var file = Open("vectors.json");
        var cases = file.RootElement.GetProperty("cases").EnumerateArray().ToArray();

        Assert.Multiple(() =>
        {
            Assert.That(cases, Has.Length.EqualTo(CasesKnown));
            foreach (var each in cases)
            {
                Check(each);
            }
        });
    }

    [Test]
    public void Every_packet_of_mochi_is_read_or_refused_as_there()
    {
        using var file = Open("vectors-more.json");
        var cases = file.RootElement.GetProperty("cases").EnumerateArray()
            .Where(each => each.GetProperty("expect_decode").GetString() is "accept" or "refuse")
            .ToArray();

        Assert.Multiple(() =>
        {
            Assert.That(cases, Has.Length.EqualTo(MochiDecodeCasesKnown));
            foreach (var each in cases)
            {
                CheckMochi(each);
            }
        });
    }

    [Test]
    public void Topics_match_filters_as_the_standard_says()
    {
        using var file = Open("vectors.json");

        Assert.Multiple(() =>
        {
            foreach (var each in file.RootElement.GetProperty("topic_filter_matching").EnumerateArray())
            {
                var (filter, topic) = (each.GetProperty("filter").GetString()!, each.GetProperty("topic").GetString()!);
                Assert.That(TopicFilter.IsValid(filter), filter);
                Assert.That(
                    TopicFilter.Matches(filter, topic), Is.EqualTo(each.GetProperty("match").GetBoolean()), $"{filter} {topic}");
            }

            foreach (var each in file.RootElement.GetProperty("invalid_filters").EnumerateArray())
            {
                Assert.That(TopicFilter.IsValid(each.GetString()!), Is.False, each.GetString());
            }
        });
    }

    [Test]
    public void Variable_byte_integers_are_those_of_the_table()
    {
        using var file = Open("vectors.json");

        Assert.Multiple(() =>
        {
            foreach (var each in file.RootElement.GetProperty("variable_byte_integer").EnumerateArray())
            {
                var (value, bytes) = (each.GetProperty("value").GetUInt32(), BytesIn(each, "hex"));
                var written = new byte[4];
                var length = VariableByteInteger.Write(value, written);
                Assert.That(written[..length], Is.EqualTo(bytes));
                Assert.That(VariableByteInteger.TryRead(bytes, out var read, out var taken), Is.True);
                Assert.That((read, taken), Is.EqualTo((value, bytes.Length)));
            }
        });
    }

    static void Check(JsonElement each)
    {
        var id = $"{each.GetProperty("id").GetString()} {each.GetProperty("name").GetString()}";
        var version = VersionOf(each);
        switch (each.GetProperty("kind").GetString())
        {
            case "roundtrip":
                Assert.That(Written(each, version), Is.EqualTo(BytesIn(each, "hex")), id);
                Assert.That(Wire.Bytes(Read(each, version), version), Is.EqualTo(BytesIn(each, "hex")), id);
                break;
            case "generate":
                Assert.That(Written(each, version), Is.EqualTo(BytesIn(each, "hex")), id);
                break;
            case "parse":
                Assert.That(Wire.Bytes(Read(each, version), version), Is.EqualTo(Written(each, version)), id);
                break;
            case "parse_error":
                Assert.That(Wire.Refuses(BytesIn(each, "hex"), version), id);
                break;
            default:
                Assert.That(() => Written(each, version), Throws.InstanceOf<SystemException>(), id);
                break;
        }
    }

    static void CheckMochi(JsonElement each)
    {
        var id = each.GetProperty("id").GetString();
        var (bytes, version) = (BytesIn(each, "raw"), VersionOf(each, "protocol_version"));
        if (each.GetProperty("expect_decode").GetString() == "refuse")
        {
            Assert.That(Wire.Refuses(bytes, version), id);
            return;
        }

        Assert.That(() => Wire.Packet(bytes, version), Is.Not.Null, id);
        Assert.That(Wire.Bytes(Wire.Packet(bytes, version)!, version), Is.EqualTo(bytes), id);
    }

    static byte[] Written(JsonElement each, MqttVersion version) =>
        Wire.Bytes(PacketJson.Of(each.GetProperty("packet")), version);

    static MqttPacket Read(JsonElement each, MqttVersion version) =>
        Wire.Packet(BytesIn(each, "hex"), version) ?? throw new FormatException("The packet is not whole.");

    static MqttVersion VersionOf(JsonElement each, string name = "protocolVersion") =>
        each.TryGetProperty(name, out var version) && version.GetInt32() == (int)MqttVersion.V5
            ? MqttVersion.V5
            : MqttVersion.V311;

    static byte[] BytesIn(JsonElement each, string name) => Convert.FromHexString(each.GetProperty(name).GetString()!);

    static JsonDocument Open(string name) => JsonDocument.Parse(File.ReadAllText(Reference.File("mqtt", name)));
}
