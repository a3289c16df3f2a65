using System.Text;
using System.Text.Json;
using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using NUnit.Framework;

namespace Mes.Edge.Tests.Acquisition;

[TestFixture]
public sealed class PayloadReaderTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, 250, TimeSpan.Zero);

    [TestCase("""{"value": 1.5, "ts": "2026-01-05T12:00:00.250Z"}""", "/value", 1.5)]
    [TestCase("""{"value": 12, "ts": "2026-01-05T13:00:00.25+01:00"}""", "/value", 12)]
    [TestCase("""{"a": [{"b/c": -3e2}], "ts": 1767614400250}""", "/a/0/b~1c", -300)]
    [TestCase("""{"value": true, "ts": 1767614400.25}""", "/value", 1)]
    [TestCase("""{"value": "off", "ts": 1767614400250000}""", "/value", 0)]
    [TestCase("""{"value": " 7.25 ", "ts": "1767614400250"}""", "/value", 7.25)]
    public void A_number_and_its_time_are_found_in_JSON(string payload, string place, double value)
    {
        var reading = Read(PayloadFormat.Json, place, "/ts", payload);

        Assert.That(reading, Is.EqualTo(new PayloadReading(value, Noon, null)));
    }

    [TestCase("""{"value": 1""", "/value", null, "it is not JSON")]
    [TestCase("""{"other": 1}""", "/value", null, "there is nothing at /value")]
    [TestCase("""{"value": null}""", "/value", null, "what stands at /value is no number")]
    [TestCase("""{"value": {"value": 1}}""", "/value", null, "what stands at /value is no number")]
    [TestCase("""{"value": 1e999}""", "/value", null, "the number is too large")]
    [TestCase("""{"value": 1}""", "/value", "/ts", "there is no time at /ts")]
    [TestCase("""{"value": 1, "ts": "yesterday"}""", "/value", "/ts", "there is no time at /ts")]
    [TestCase("""[1, 2]""", "/01", null, "there is nothing at /01")]
    [TestCase("""{"value": "\ud800"}""", "/value", null, "it is not UTF-8 text")]
    [TestCase("""{"value": 1, "ts": "0001-01-01T00:00:00Z"}""", "/value", "/ts", "there is no time at /ts")]
    [TestCase("""{"value": 1, "ts": "9999-12-31T23:59:59Z"}""", "/value", "/ts", "there is no time at /ts")]
    public void What_JSON_does_not_hold_is_named(string payload, string place, string? time, string why) =>
        Assert.That(Read(PayloadFormat.Json, place, time, payload).Fault, Is.EqualTo(why));

    [Test]
    public void Bytes_that_are_no_text_are_named() =>
        Assert.That(
            new PayloadReader(PayloadFormat.Text, null, null).Read(new byte[] { 0xC3, 0x28 }).Fault,
            Is.EqualTo("it is not UTF-8 text"));

    [TestCase("ON", 1)]
    [TestCase("false", 0)]
    [TestCase("-4.5", -4.5)]
    public void A_text_may_be_a_number_or_a_flag(string payload, double value) =>
        Assert.That(Read(PayloadFormat.Text, null, null, payload).Value, Is.EqualTo(value));

    [Test]
    public void Another_text_is_there_but_is_no_number() =>
        Assert.That(Read(PayloadFormat.Text, null, null, "blocked"), Is.EqualTo(new PayloadReading(null, null, null)));

    [TestCase("12.5\n", 12.5, null)]
    [TestCase("12,5", null, "\"12,5\" is no number")]
    [TestCase("on", null, "\"on\" is no number")]
    public void A_number_is_a_number(string payload, double? value, string? why) =>
        Assert.That(Read(PayloadFormat.Number, null, null, payload), Is.EqualTo(new PayloadReading(value, null, why)));

    [TestCase("2026-01-05T12:00:00.25Z,5,7.5")]
    [TestCase("1767614400250;5;\"7.5\"\r\nnext;line;9")]
    [TestCase("1767614400250\t5\t7.5")]
    public void A_column_is_counted_from_zero(string payload) =>
        Assert.That(Read(PayloadFormat.Csv, "2", "0", payload), Is.EqualTo(new PayloadReading(7.5, Noon, null)));

    [TestCase("1,2", "2", "there is no column 2")]
    [TestCase("1,x", "1", "\"x\" in column 1 is no number")]
    public void A_column_that_does_not_fit_is_named(string payload, string column, string why) =>
        Assert.That(Read(PayloadFormat.Csv, column, null, payload).Fault, Is.EqualTo(why));

    /// <summary>The examples of RFC 6901, section 5.</summary>
    [TestCase("/foo/0", "\"bar\"")]
    [TestCase("/", "0")]
    [TestCase("/a~1b", "1")]
    [TestCase("/c%d", "2")]
    [TestCase("/e^f", "3")]
    [TestCase("/g|h", "4")]
    [TestCase("/i\\j", "5")]
    [TestCase("/k\"l", "6")]
    [TestCase("/ ", "7")]
    [TestCase("/m~0n", "8")]
    public void Pointers_point_as_the_RFC_says(string place, string expected)
    {
        using var document = JsonDocument.Parse(
            """{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}""");

        Assert.That(JsonPointer.Parse(place)!.In(document.RootElement)?.GetRawText(), Is.EqualTo(expected));
    }

    [TestCase("foo")]
    [TestCase("/a~2b")]
    [TestCase("/a~")]
    public void A_text_that_is_no_pointer_is_refused(string text) => Assert.That(JsonPointer.Parse(text), Is.Null);

    static PayloadReading Read(PayloadFormat format, string? value, string? time, string payload) =>
        new PayloadReader(format, value, time).Read(Encoding.UTF8.GetBytes(payload));
}
