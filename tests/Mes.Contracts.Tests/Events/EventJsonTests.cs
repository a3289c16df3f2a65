using System.Text;
using System.Text.Json;
using Mes.Contracts.Events;
using NUnit.Framework;

namespace Mes.Contracts.Tests.Events;

sealed class EventJsonTests
{
    const string Valid = """
        {"id":"0199aa00-0000-7000-8000-0000000000e0","kind":"OrderRunEnded","v":1,"times":{"source":null,"edgeUtc":1,"edgeMono":2,
        "boot":"0199aa00-0000-7000-8000-0000000000b0"},"station":"hmi-1","body":{"run":"0199aa00-0000-7000-8000-0000000000e3"}}
        """;

    [Test]
    public void An_event_of_a_machine_has_neither_person_nor_act()
    {
        var read = Read(Valid);

        Assert.That((read.Person, read.Act, read.Times.Source), Is.EqualTo(((Guid?)null, (Guid?)null, (DateTimeOffset?)null)));
        Assert.That(Encoding.UTF8.GetString(EventJson.Write(read)), Does.Not.Contain("person").And.Not.Contain("\"act\""));
    }

    [TestCase("\"OrderRunEnded\"", "\"PigeonReturned\"", "PigeonReturned", 1)]
    [TestCase("\"v\":1", "\"v\":2", "OrderRunEnded", 2)]
    public void An_unknown_kind_or_version_is_kept_as_such(string from, string to, string kind, int version)
    {
        var read = Read(Valid.Replace(from, to, StringComparison.Ordinal));

        Assert.That(read.Body, Is.EqualTo(new UnknownBody(kind, version)));
        Assert.That(read.Station, Is.EqualTo("hmi-1"));
    }

    [Test]
    public void A_member_that_a_later_program_added_is_passed_over()
    {
        var read = Read(Valid.Replace("\"station\"", "\"mood\":\"fine\",\"station\"", StringComparison.Ordinal));

        Assert.That(read.Body, Is.TypeOf<OrderRunEnded>());
    }

    [TestCase("", "")]
    [TestCase("{", "[")]
    [TestCase("\"station\":\"hmi-1\",", "")]
    [TestCase("\"station\":\"hmi-1\"", "\"station\":null")]
    [TestCase("\"station\":\"hmi-1\"", "\"station\":\"\\ud800\"")]
    [TestCase("\"v\":1", "\"v\":\"1\"")]
    [TestCase("\"edgeUtc\":1", "\"edgeUtc\":1.5")]
    [TestCase("\"edgeUtc\":1", "\"edgeUtc\":9000000000000000000")]
    [TestCase("\"edgeUtc\":1", "\"edgeUtc\":\"2026-03-02\"")]
    [TestCase("\"edgeMono\":2", "\"edgeMono\":-9223372036854775808")]
    [TestCase("\"body\":{", "\"body\":null,\"x\":{")]
    [TestCase("\"body\":{", "\"body\":7,\"x\":{")]
    [TestCase("\"run\"", "\"ran\"")]
    [TestCase("0199aa00-0000-7000-8000-0000000000e3", "no id")]
    public void Bytes_that_are_no_event_are_refused_with_words(string from, string to)
    {
        var bad = from.Length == 0 ? "" : Valid.Replace(from, to, StringComparison.Ordinal);

        Assert.That(() => Read(bad), Throws.InstanceOf<JsonException>().With.Message.Length.GreaterThan(10));
    }

    [Test]
    public void Nothing_deeper_than_a_person_could_follow_is_read() =>
        Assert.That(() => Read(new string('[', 60_000)), Throws.InstanceOf<JsonException>());

    [Test]
    public void The_word_null_is_no_event() => Assert.That(() => Read("null"), Throws.InstanceOf<JsonException>());

    [Test]
    public void An_event_beyond_the_limit_is_neither_written_nor_read()
    {
        var bytes = new byte[EventJson.MaxBytes + 1];
        var tooLong = SomeEvents.Of(new OrderRunStarted("a/b", new string('x', EventJson.MaxBytes), "i", "n", 1));

        Assert.That(() => EventJson.Read(bytes), Throws.InstanceOf<JsonException>().With.Message.Contains("65537"));
        Assert.That(() => EventJson.Write(tooLong), Throws.ArgumentException.With.Message.Contains("65536 is the limit"));
    }

    [Test]
    public void A_kind_that_no_program_knows_is_not_written() =>
        Assert.That(() => EventJson.Write(SomeEvents.Of(new UnknownBody("X", 1))), Throws.ArgumentException);

    // Not as test cases: an attribute is kept in UTF-8, which has no half of a pair.
    static IEnumerable<TestCaseData> Texts =>
    [
        Text("a\0b", allowed: false).SetArgDisplayNames("NUL"),
        Text("half \ud83d", allowed: false).SetArgDisplayNames("first half at the end"),
        Text("\ude00 half", allowed: false).SetArgDisplayNames("second half at the start"),
        Text("\ude00\ud83d", allowed: false).SetArgDisplayNames("halves the wrong way round"),
        Text("whole \ud83d\ude00 Ünïcödé \ufffd", allowed: true).SetArgDisplayNames("whole pair"),
        Text("", allowed: true).SetArgDisplayNames("nothing"),
    ];

    [TestCaseSource(nameof(Texts))]
    public void Text_that_cannot_be_kept_is_refused_where_it_is_entered(string text, bool allowed)
    {
        var inBody = SomeEvents.Of(new StoppageReasonGiven("a/b/c", SomeEvents.Id(1), text));
        var inList = SomeEvents.Of(new GapOpened("plc", [text], SomeEvents.At, "x"));
        var inStation = SomeEvents.Of(new OrderRunEnded(SomeEvents.Id(1))) with { Station = text };

        Assert.That(EventText.IsAllowed(text), Is.EqualTo(allowed));
        foreach (var entered in (JournalEvent[])[inBody, inList, inStation])
        {
            Assert.That(() => EventJson.Write(entered), allowed ? Throws.Nothing : Throws.ArgumentException);
        }

        if (allowed)
        {
            Assert.That(((StoppageReasonGiven)EventJson.Read(EventJson.Write(inBody)).Body).Reason, Is.EqualTo(text));
        }
    }

    static TestCaseData Text(string text, bool allowed) => new(text, allowed);

    static JournalEvent Read(string json) => EventJson.Read(Encoding.UTF8.GetBytes(json));
}
