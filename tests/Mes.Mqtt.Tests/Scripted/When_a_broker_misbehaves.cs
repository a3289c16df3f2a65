using Mes.Mqtt.Packets;
using Mes.Mqtt.Tests.Interop;
using NUnit.Framework;

namespace Mes.Mqtt.Tests.Scripted;

/// <summary>Each fault is told in words and followed by another connection.</summary>
[TestFixture]
sealed class When_a_broker_misbehaves
{
    static readonly MqttFilter Filter = new("demo/#");

    [Test]
    public Task No_answer_to_CONNECT() => TellsAsync(
        peer => peer.SilenceAsync(), "The broker did not answer CONNECT within 1 s.");

    [Test]
    public Task A_refusal_of_CONNECT() => TellsAsync(
        async peer =>
        {
            await peer.ExpectAsync<ConnectPacket>();
            await peer.SendAsync(new ConnAckPacket(false, 0x86, new Properties([Property.Of(PropertyId.ReasonString, "no")])));
        },
        "The broker refuses the connection: user name or password is wrong (0x86). It says: no.");

    [Test]
    public Task Another_first_word_than_CONNACK() => TellsAsync(
        async peer =>
        {
            await peer.ExpectAsync<ConnectPacket>();
            await peer.SendAsync(new PingResponsePacket());
        },
        "The broker broke the protocol: its first word is not CONNACK (3.2).");

    [Test]
    public Task Silence_on_a_link_that_seems_open() => TellsAsync(
        async peer =>
        {
            await FakeBroker.GreetAsync(peer);
            await peer.SilenceAsync();
        },
        "The broker does not answer pings any more; the link is taken for dead.");

    [Test]
    public Task Messages_that_go_on_while_no_ping_is_answered() => TellsAsync(
        async peer =>
        {
            await FakeBroker.GreetAsync(peer);
            while (true)
            {
                await peer.SendAsync(new PublishPacket("demo/a", new byte[] { 1 }, 0, false, false, 0, Properties.None));
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        },
        "The broker does not answer pings any more; the link is taken for dead.");

    [Test]
    public Task Garbage() => TellsAsync(
        async peer =>
        {
            await FakeBroker.GreetAsync(peer);
            await peer.SendAsync([0x00, 0x01, 0x02]);
            await peer.SilenceAsync();
        },
        "A packet has the type 0, which is reserved.");

    [Test]
    public Task A_length_that_no_answer_has() => TellsAsync(
        async peer =>
        {
            await FakeBroker.GreetAsync(peer);
            await peer.SendAsync([0xB0, 0xFF, 0xFF, 0xFF, 0x7F]);
            await peer.SilenceAsync();
        },
        "UnsubAck claims 268435455 bytes; at most 262144 are taken.");

    [Test]
    public Task QoS_2_that_nobody_asked_for() => TellsAsync(
        async peer =>
        {
            await FakeBroker.GreetAsync(peer);
            await peer.SendAsync(new PublishPacket("demo/a", new byte[] { 1 }, 2, false, false, 7, Properties.None));
            await peer.SilenceAsync();
        },
        "The broker broke the protocol: demo/a came with QoS 2, and at most QoS 1 was asked for (3.8.4).");

    [Test]
    public Task A_take_over() => TellsAsync(
        async peer =>
        {
            await FakeBroker.GreetAsync(peer);
            await peer.SendAsync(new DisconnectPacket(0x8E, Properties.None));
            await peer.SilenceAsync();
        },
        "Another client has connected with the client id line-1; give each client an id of its own.",
        connectsAgain: false);

    [Test]
    public async Task A_broker_that_closes_twice_soon_after_the_start_is_taken_for_a_take_over()
    {
        await using var broker = new FakeBroker(peer => FakeBroker.GreetAsync(peer));
        await using var receiver = new Receiver(broker.Options(MqttVersion.V5), Filter);

        await receiver.UntilAsync(it => it.Told.Count(each => each is MqttNotice.Interrupted) == 2, "two ends");

        Assert.That(
            receiver.Told.OfType<MqttNotice.Interrupted>().Last().Cause,
            Is.EqualTo("The broker closed 2 connections in a row soon after they were made; "
                + "another client may be using the client id line-1."));
    }

    [Test]
    public async Task A_filter_that_is_refused_leaves_the_others()
    {
        await using var broker = new FakeBroker(async peer =>
        {
            await FakeBroker.GreetAsync(peer, sessionPresent: false, 0x80, 0x01);
            await peer.SendAsync(new PublishPacket("demo/a", new byte[] { 1 }, 0, false, false, 0, Properties.None));
            await peer.SilenceAsync();
        });
        await using var receiver = new Receiver(broker.Options(), new MqttFilter("secret/#"), Filter);

        await receiver.UntilAsync(it => it.Messages.Count == 1, "the message of the other filter");

        Assert.That(
            receiver.Told.OfType<MqttNotice.FilterRefused>().Single(),
            Is.EqualTo(new MqttNotice.FilterRefused("secret/#", "unspecified error (0x80)")));
    }

    [Test]
    public async Task Messages_are_answered_in_the_order_of_receipt_and_only_once_confirmed()
    {
        var answered = new TaskCompletionSource<ushort[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var broker = new FakeBroker(async peer =>
        {
            await FakeBroker.GreetAsync(peer);
            await peer.SendAsync(Message(21));
            await peer.SendAsync(Message(22));
            answered.SetResult([
                (await peer.ExpectAsync<AnswerPacket>()).PacketId, (await peer.ExpectAsync<AnswerPacket>()).PacketId]);
            await peer.SilenceAsync();
        });
        await using var receiver = new Receiver(
            broker.Options() with { KeepAlive = TimeSpan.FromSeconds(60) }, Filter)
        { Acknowledges = false };
        await receiver.UntilAsync(it => it.Messages.Count == 2, "both messages");
        Assert.That(answered.Task.IsCompleted, Is.False);

        foreach (var received in receiver.Told.OfType<MqttNotice.Received>().Reverse())
        {
            received.Acknowledge();
        }

        Assert.That(await answered.Task.WaitAsync(TimeSpan.FromSeconds(10)), Is.EqualTo(new ushort[] { 21, 22 }));
    }

    [TestCase(MqttVersion.V311)]
    [TestCase(MqttVersion.V5)]
    public async Task A_consumer_that_is_behind_holds_the_broker_back(MqttVersion version)
    {
        const int Most = 10;
        await using var broker = new FakeBroker(async peer =>
        {
            peer.Version = version;
            await FakeBroker.GreetAsync(peer);
            for (ushort id = 1; id <= 2_000; id++)
            {
                await peer.SendAsync(Message(id));
            }

            await peer.SilenceAsync();
        });
        var options = broker.Options(version) with { ReceiveMax = Most, KeepAlive = TimeSpan.FromSeconds(60) };
        await using var receiver = new Receiver(options, Filter) { Acknowledges = false };
        await receiver.UntilAsync(it => it.Messages.Count >= Most, "as many as may be unanswered");
        Assert.That(receiver.Messages, Has.Count.LessThan(1_000), "what was read at once, and then no more");

        receiver.Acknowledges = true;
        receiver.AcknowledgeAll();

        await receiver.UntilAsync(it => it.Messages.Count == 2_000, "all of them");
    }

    static PublishPacket Message(ushort id) => new("demo/a", new byte[] { 1 }, 1, false, false, id, Properties.None);

    static async Task TellsAsync(Func<FakeBroker.Peer, Task> script, string cause, bool connectsAgain = true)
    {
        await using var broker = new FakeBroker(script, peer => peer.SilenceAsync());
        await using var receiver = new Receiver(broker.Options(), Filter);

        await receiver.UntilAsync(it => it.Told.Any(each => each is MqttNotice.Interrupted), "the fault is told");

        Assert.That(receiver.Told.OfType<MqttNotice.Interrupted>().First().Cause, Is.EqualTo(cause));
        await receiver.UntilAsync(_ => broker.Connections == 2 || !connectsAgain, "another connection");
    }
}
