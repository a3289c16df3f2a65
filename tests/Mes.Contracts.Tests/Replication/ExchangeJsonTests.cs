using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mes.Contracts.Live;
using Mes.Contracts.Replication;
using NUnit.Framework;

namespace Mes.Contracts.Tests.Replication;

/// <summary>The JSON that edge and central exchange, as other versions of them expect it.</summary>
sealed class ExchangeJsonTests
{
    static readonly Guid Id = new("0199aa00-0000-7000-8000-0000000000a1");

    static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    static readonly LiveView Live = new(
        7, Id, Noon, 9, Noon, 1, 2, [new LiveMachine("a/b/c", "IDLE", Noon, 5, 1, null)],
        new LiveOrder("4711", "B", "Bottle", 20));

    static readonly LiveAnomaly Anomaly = new("a/b/c", "torque", "Nm", "EWMA", "CRITICAL", Noon, 9.5, 1, 2.25);

    static readonly Welcome Welcome = new(Id, 1, 2, new EventsHeld(3, "cd", 3, "repeat"), [new HeldRange(1, 20)]);

    static IEnumerable<TestCaseData> Messages =>
    [
        Message(ExchangeJson.Default.Hello, new Hello(7, Id, null, "ab", "mes-edge 0.1.0"), """
            {"producer":7,"incarnation":"0199aa00-0000-7000-8000-0000000000a1","previous":null,
            "keyId":"ab","program":"mes-edge 0.1.0"}
            """),
        Message(ExchangeJson.Default.Welcome, Welcome, """
            {"central":"0199aa00-0000-7000-8000-0000000000a1","epoch":1,"ordinal":2,
            "events":{"seq":3,"hash":"cd","safe":3,"outcome":"repeat"},
            "telemetry":[{"first":1,"last":20}]}
            """),
        Message(ExchangeJson.Default.SegmentsHeld, new SegmentsHeld([new HeldRange(1, 20)]), """
            {"held":[{"first":1,"last":20}]}
            """),
        Message(ExchangeJson.Default.CentralTime, new CentralTime(Noon), """
            {"utc":1772452800000000}
            """),
        Message(ExchangeJson.Default.LiveView, Live, """
            {"producer":7,"incarnation":"0199aa00-0000-7000-8000-0000000000a1","at":1772452800000000,
            "tipSeq":9,"settledThrough":1772452800000000,"backlogEvents":1,"backlogSegments":2,
            "machines":[{"machine":"a/b/c","state":"IDLE","since":1772452800000000,"good":5,"scrap":1,"cause":null}],
            "order":{"number":"4711","item":"B","itemName":"Bottle","targetQuantity":20}}
            """),
        Message(ExchangeJson.Default.LiveView, Live with { Anomalies = [Anomaly] }, """
            {"producer":7,"incarnation":"0199aa00-0000-7000-8000-0000000000a1","at":1772452800000000,
            "tipSeq":9,"settledThrough":1772452800000000,"backlogEvents":1,"backlogSegments":2,
            "machines":[{"machine":"a/b/c","state":"IDLE","since":1772452800000000,"good":5,"scrap":1,"cause":null}],
            "order":{"number":"4711","item":"B","itemName":"Bottle","targetQuantity":20},
            "anomalies":[{"machine":"a/b/c","metric":"torque","unit":"Nm","detector":"EWMA","severity":"CRITICAL",
            "since":1772452800000000,"value":9.5,"expectedLow":1,"expectedHigh":2.25}]}
            """),
    ];

    [TestCaseSource(nameof(Messages))]
    public void A_message_has_the_agreed_form_and_is_read_again(JsonTypeInfo type, object message, string expected)
    {
        var json = JsonSerializer.Serialize(message, type);

        Assert.That(json, Is.EqualTo(expected));
        Assert.That(JsonSerializer.Serialize(JsonSerializer.Deserialize(expected, type), type), Is.EqualTo(expected));
    }

    [Test]
    public void A_message_with_a_member_missing_is_refused() =>
        Assert.That(() => JsonSerializer.Deserialize("""{"seq":3,"hash":"cd","safe":3}""", ExchangeJson.Default.EventsHeld),
            Throws.InstanceOf<JsonException>().With.Message.Contains("outcome"));

    static TestCaseData Message(JsonTypeInfo type, object message, string expected) =>
        new TestCaseData(type, message, expected.ReplaceLineEndings("")).SetArgDisplayNames(message.GetType().Name);
}
