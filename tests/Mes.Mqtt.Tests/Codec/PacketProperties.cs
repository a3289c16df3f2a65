using FsCheck;
using FsCheck.Fluent;
using Mes.Mqtt.Codec;
using Mes.Mqtt.Packets;
using Mes.Mqtt.Transport;
using NUnit.Framework;
using Property = Mes.Mqtt.Packets.Property;

namespace Mes.Mqtt.Tests.Codec;

/// <summary>Whatever a broker sends: no crash, no memory beyond the limit, and no difference how the bytes are cut.</summary>
[TestFixture]
sealed class PacketProperties
{
    const int PacketBytesMax = 4_096;
    static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Test]
    public void Noise_is_refused_or_read_but_never_crashes() =>
        Prop.ForAll(Noise().ToArbitrary(), bytes => Survives(bytes, [bytes.Length])).Check(Many);

    [Test]
    public void Packets_with_a_flipped_byte_are_refused_or_read_but_never_crash()
    {
        var flipped =
            from bytes in Stream()
            from position in Gen.Choose(0, bytes.Length - 1)
            from flip in Gen.Choose(1, 255)
            select bytes.Select((it, i) => i == position ? (byte)(it ^ flip) : it).ToArray();

        Prop.ForAll(flipped.ToArbitrary(), bytes => Survives(bytes, [bytes.Length])).Check(Many);
    }

    [Test]
    public void A_stream_means_the_same_however_it_is_cut()
    {
        var cut =
            from bytes in Stream()
            from pieces in Gen.Choose(1, 40).ArrayOf()
            select (bytes, pieces);

        Prop.ForAll(cut.ToArbitrary(), it => Read(it.bytes, it.pieces).SequenceEqual(Read(it.bytes, [it.bytes.Length])))
            .Check(Many);
    }

    [Test]
    public void A_message_that_is_too_large_is_passed_over_without_room_for_it()
    {
        const int Length = 50_000_000;
        var buffer = new PacketBuffer(MqttVersion.V311, PacketBytesMax);
        byte[] head = [0x32, .. Written(Length + 5), 0, 1, (byte)'t', 0, 7];
        Feed(buffer, head);

        var skipped = (SkippedPublishPacket)buffer.Next()!;
        for (var left = Length; left > 0;)
        {
            var free = buffer.Free();
            var count = Math.Min(left, free.Length);
            buffer.Filled(count);
            left -= count;
            Assert.That(left == 0 || buffer.Next() is null);
        }

        Feed(buffer, Wire.Bytes(new PingResponsePacket(), MqttVersion.V311));
        Assert.That((skipped.Topic, skipped.PacketId, skipped.Length), Is.EqualTo(("t", (ushort)7, (long)Length)));
        Assert.That(buffer.Next(), Is.EqualTo(new PingResponsePacket()));
        Assert.That(buffer.Size, Is.LessThan(200_000));
    }

    [Test]
    public void Another_packet_that_claims_to_be_large_is_refused_at_once()
    {
        var buffer = new PacketBuffer(MqttVersion.V5, PacketBytesMax);
        Feed(buffer, [0x90, 0xFF, 0xFF, 0xFF, 0x7F]);

        Assert.That(() => buffer.Next(), Throws.TypeOf<MqttDecodingException>().With.Message.Contains("268435455 bytes"));
        Assert.That(buffer.Size, Is.LessThan(100_000));
    }

    static bool Survives(byte[] bytes, int[] pieces)
    {
        try
        {
            Read(bytes, pieces);
        }
        catch (MqttDecodingException)
        {
            return true;
        }

        return true;
    }

    /// <summary>The packets, each as the bytes that it is written as.</summary>
    static List<string> Read(byte[] bytes, int[] pieces)
    {
        var buffer = new PacketBuffer(MqttVersion.V5, PacketBytesMax);
        var found = new List<string>();
        var (position, piece) = (0, 0);
        while (position < bytes.Length)
        {
            var wanted = pieces.Length == 0 ? bytes.Length : pieces[piece++ % pieces.Length];
            var count = Math.Min(Math.Min(wanted, bytes.Length - position), buffer.Free().Length);
            Feed(buffer, bytes.AsSpan(position, count).ToArray());
            position += count;
            while (buffer.Next() is { } packet)
            {
                found.Add(packet is SkippedPublishPacket ? packet.ToString() : Convert.ToHexString(Wire.Bytes(packet)));
            }
        }

        return found;
    }

    static void Feed(PacketBuffer buffer, byte[] bytes)
    {
        bytes.CopyTo(buffer.Free());
        buffer.Filled(bytes.Length);
    }

    static byte[] Written(uint value)
    {
        var bytes = new byte[4];
        return bytes[..VariableByteInteger.Write(value, bytes)];
    }

    static Gen<byte[]> Noise() => Gen.Choose(0, 255).Select(each => (byte)each).ArrayOf();

    /// <summary>A few packets as a broker sends them, one of them perhaps too large to be kept.</summary>
    static Gen<byte[]> Stream()
    {
        var text = Gen.Elements("t", "demo/capper/torque", "ä/ö");
        var publish =
            from topic in text
            from qos in Gen.Choose(0, 1)
            from size in Gen.Elements(0, 1, 100, 3_000, 6_000)
            from alias in Gen.Elements(Properties.None, new Properties([new Property(PropertyId.MessageExpiryInterval, 9)]))
            select (MqttPacket)new PublishPacket(
                topic, new byte[size], qos, false, false, qos == 0 ? (ushort)0 : (ushort)7, alias);
        var other = Gen.Elements<MqttPacket>(
            new PingResponsePacket(), new SubAckPacket(3, [1, 0x80], Properties.None),
            new AnswerPacket(PacketType.PubAck, 9, 0, Properties.None), new DisconnectPacket(0x8E, Properties.None),
            new ConnAckPacket(true, 0, new Properties([new Property(PropertyId.ReceiveMaximum, 20)])));
        return
            from packets in Gen.OneOf(publish, other).NonEmptyListOf()
            select packets.SelectMany((MqttPacket packet) => Wire.Bytes(packet)).ToArray();
    }
}
