using System.Text;
using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Mqtt;
using NUnit.Framework;

namespace Mes.Edge.Tests.Acquisition;

[TestFixture]
public sealed class MqttSamplesTests
{
    static readonly DateTimeOffset Arrival = Some.Morning;
    readonly UnreadableMessages _unreadable = new(TimeProvider.System);

    [Test]
    public void A_value_without_a_time_has_that_of_its_arrival_and_says_so()
    {
        var sample = Samples().Of([Plain("41")], Arrival).Single();

        Assert.That(sample, Is.EqualTo(new TagSample(2, null, null, Arrival, 41, MqttSamples.UncertainTime)));
        Assert.That((sample.Time, sample.Usable), Is.EqualTo((Arrival, 41L)));
    }

    [Test]
    public void One_message_may_hold_several_tags()
    {
        var samples = Samples().Of([Timed("""{"value": 5, "other": 7, "ts": 1}""")], Arrival);

        Assert.That(samples.Select(sample => (sample.Tag, sample.Value)), Is.EqualTo(new (long, double?)[] { (1, 5), (3, 7) }));
        Assert.That(samples.All(sample => sample is { Status: 0, SourceTime: not null, ServerTime: not null }));
    }

    [Test]
    public void What_cannot_be_read_is_counted_with_the_last_reason()
    {
        var samples = Samples();

        var read = samples.Of(
            [
                Timed("{"), Message("demo/unknown", "1"), Plain("x") with { IsTooLarge = true, Length = 999 },
                Timed("""{"value": 5, "ts": 1}"""),
            ],
            Arrival);

        Assert.That(read.Select(sample => sample.Tag), Is.EqualTo(new[] { 1 }));
        Assert.That(
            _unreadable.Due()!.Words,
            Is.EqualTo("5 messages could not be read, the last on demo/timed: there is nothing at /other."));
        Assert.That(_unreadable.Due(), Is.Null);
    }

    [Test]
    public void Of_what_comes_again_after_a_break_only_news_pass()
    {
        var journaled = new SourceCursor(from: null);
        journaled.Take(Samples().Of([Timed("""{"value": 5, "other": 0, "ts": 10}"""), Plain("1"), Plain("2")], Arrival));
        var after = Samples(journaled.Checkpoint);
        after.ExpectsRepeats = true;

        var passed = after.Of(
            [
                Timed("""{"value": 4, "other": 0, "ts": 9}"""), Timed("""{"value": 5, "other": 0, "ts": 10}"""),
                Timed("""{"value": 6, "other": 0, "ts": 11}"""),
                Plain("1") with { IsRepeat = true }, Plain("3") with { IsRepeat = true }, Plain("2"),
                Timed("""{"value": 6, "other": 0, "ts": 11}""") with { IsRetained = true },
            ],
            Arrival);

        Assert.That(
            passed.Select(sample => (sample.Tag, sample.Value)),
            Is.EqualTo(new (long, double?)[] { (1, 6), (3, 0), (2, 3), (2, 2), (1, 6), (3, 0) }));
    }

    [Test]
    public void A_sender_whose_clock_is_set_back_is_still_heard_on_a_live_connection()
    {
        var samples = Samples();
        samples.Of([Timed("""{"value": 5, "other": 0, "ts": 10}""")], Arrival);

        Assert.That(samples.Of([Timed("""{"value": 6, "other": 0, "ts": 4}""")], Arrival), Has.Count.EqualTo(2));
    }

    MqttSamples Samples(SourceCheckpoint? from = null) => new(
        "sensors",
        [
            (1, new MqttTagConfiguration("demo/timed", PayloadFormat.Json, "/value", "/ts")),
            (2, new MqttTagConfiguration("demo/plain", PayloadFormat.Number, null, null)),
            (3, new MqttTagConfiguration("demo/timed", PayloadFormat.Json, "/other", "/ts")),
        ],
        _unreadable, from);

    static MqttMessage Timed(string payload) => Message("demo/timed", payload);

    static MqttMessage Plain(string payload) => Message("demo/plain", payload);

    static MqttMessage Message(string topic, string payload) =>
        new(topic, Encoding.UTF8.GetBytes(payload), Qos: 1, IsRetained: false, IsRepeat: false, payload.Length);
}
