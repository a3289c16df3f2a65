using System.Text;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Mqtt.Tests.Interop;

/// <summary>Against mosquitto.</summary>
[TestFixture]
sealed class When_a_real_broker_is_used
{
    static readonly MqttFilter Torque = new("demo/+/torque");

    [TestCase(MqttVersion.V311)]
    [TestCase(MqttVersion.V5)]
    public async Task Messages_arrive_in_order_with_what_was_sent(MqttVersion version)
    {
        await using var broker = await Mosquitto.StartAsync();
        await PublishAsync(broker, "demo/capper/torque", "retained", retain: true);
        await using var receiver = new Receiver(Options(broker, version), Torque);
        await receiver.UntilAsync(it => it.Texts.Contains("retained"), "the retained message");

        await PublishAsync(broker, "demo/capper/torque", "1", "2", "3");
        await PublishAsync(broker, "demo/capper/speed", "other");
        await PublishAsync(broker, "demo/capper/torque", "4");

        await receiver.UntilAsync(it => it.Texts.Contains("4"), "all messages");
        Assert.That(receiver.Texts, Is.EqualTo(new[] { "retained", "1", "2", "3", "4" }));
        Assert.That(receiver.Messages.Select(each => each.IsRetained), Is.EqualTo(new[] { true, false, false, false, false }));
        Assert.That(receiver.Messages.All(each => each.Qos == 1 && !each.IsRepeat));
        Assert.That(receiver.Told[0], Is.EqualTo(new MqttNotice.Connected(SessionPresent: false)));
    }

    [TestCase(MqttVersion.V311)]
    [TestCase(MqttVersion.V5)]
    public async Task What_was_not_acknowledged_comes_again_and_what_came_meanwhile_follows(MqttVersion version)
    {
        await using var broker = await Mosquitto.StartAsync();
        await using (var first = new Receiver(Options(broker, version), Torque))
        {
            await UpToDateAsync(first);
            await PublishAsync(broker, "demo/capper/torque", "seen");
            await first.UntilAsync(it => it.Texts.Contains("seen"), "the first message");
            await UpToDateAsync(first);
            first.Acknowledges = false;
            await PublishAsync(broker, "demo/capper/torque", "not durable 1", "not durable 2");
            await first.UntilAsync(it => it.Texts.Contains("not durable 2"), "the messages that are not acknowledged");
        }

        await PublishAsync(broker, "demo/capper/torque", "while away");
        await broker.StopAsync();
        await broker.StartAgainAsync();
        await using var second = new Receiver(Options(broker, version), Torque);

        await second.UntilAsync(it => it.Texts.Contains("while away"), "what was published meanwhile");
        Assert.That(second.Texts, Is.EqualTo(new[] { "not durable 1", "not durable 2", "while away" }));
        Assert.That(second.Messages.Select(each => each.IsRepeat), Is.EqualTo(new[] { true, true, false }));
        Assert.That(second.Told[0], Is.EqualTo(new MqttNotice.Connected(SessionPresent: true)));
    }

    [Test]
    public async Task A_broker_that_forgot_the_session_is_told_and_subscribed_to_again()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var receiver = new Receiver(Options(broker), Torque);
        await UpToDateAsync(receiver);

        await broker.KillAsync();
        await receiver.UntilAsync(it => it.Told.OfType<MqttNotice.Interrupted>().Any(), "the loss is told");
        await broker.StartAgainAsync();
        await receiver.ConnectedAsync(times: 2);
        await UpToDateAsync(receiver);
        await PublishAsync(broker, "demo/capper/torque", "after");

        await receiver.UntilAsync(it => it.Texts.Contains("after"), "a message after the restart");
        Assert.That(
            receiver.Told.OfType<MqttNotice.Connected>(),
            Is.EqualTo(new[] { new MqttNotice.Connected(false), new MqttNotice.Connected(false) }));
    }

    [Test]
    public async Task A_message_that_is_too_large_is_told_without_its_payload_and_the_next_one_comes()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var receiver = new Receiver(Options(broker) with { MessageBytesMax = 1024 }, Torque);
        await UpToDateAsync(receiver);

        await PublishAsync(broker, "demo/capper/torque", new string('x', 200_000), "small");

        await receiver.UntilAsync(it => it.Texts.Contains("small"), "the message after the large one");
        var large = receiver.Messages[0];
        Assert.That((large.IsTooLarge, large.Topic, large.Length >= 200_000), Is.EqualTo((true, "demo/capper/torque", true)));
        Assert.That(receiver.Told.OfType<MqttNotice.Interrupted>(), Is.Empty);
    }

    [Test]
    public async Task Two_clients_with_one_client_id_slow_down_and_say_so()
    {
        await using var broker = await Mosquitto.StartAsync();
        var options = Options(broker) with { TakeOverPause = TimeSpan.FromHours(1) };
        await using var first = new Receiver(options, Torque);
        await first.ConnectedAsync();
        await using var second = new Receiver(options, Torque);

        await first.UntilAsync(
            it => it.Told.Concat(second.Told).OfType<MqttNotice.Interrupted>().Any(each =>
                each.Cause.Contains("client id line-1", StringComparison.Ordinal)),
            "one of the two says what goes on");
    }

    static Task UpToDateAsync(Receiver receiver)
    {
        var before = receiver.Told.OfType<MqttNotice.UpToDate>().Count();
        return receiver.UntilAsync(
            it => it.Told.OfType<MqttNotice.UpToDate>().Count() > before + 1, "subscribed, and nothing held back");
    }

    static MqttClientOptions Options(Mosquitto broker, MqttVersion version = MqttVersion.V5) => new()
    {
        Endpoint = new Uri(broker.Url),
        ClientId = "line-1",
        Version = version,
        PingInterval = TimeSpan.FromMilliseconds(100),
        ReconnectDelayFirst = TimeSpan.FromMilliseconds(100),
        ReconnectDelayMax = TimeSpan.FromMilliseconds(500),
    };

    static Task PublishAsync(Mosquitto broker, string topic, string text, bool retain) =>
        PublishAsync(broker, topic, [text], retain);

    static Task PublishAsync(Mosquitto broker, string topic, params string[] texts) =>
        PublishAsync(broker, topic, texts, retain: false);

    static async Task PublishAsync(Mosquitto broker, string topic, string[] texts, bool retain)
    {
        var options = new MqttClientOptions { Endpoint = new Uri(broker.Url), ClientId = "publisher" };
        await using var publisher = await MqttClient.ConnectAsync(options, TimeProvider.System, CancellationToken.None);
        publisher.Start((_, _) => ValueTask.CompletedTask);
        foreach (var text in texts)
        {
            await publisher.PublishAsync(topic, Encoding.UTF8.GetBytes(text), 1, retain, CancellationToken.None);
        }
    }
}
