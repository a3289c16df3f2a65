using System.Buffers;
using System.Buffers.Binary;
using Mes.OpcUa.Codec;
using Mes.OpcUa.SecureChannels;
using Mes.OpcUa.Transport;
using Mes.OpcUa.Types;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.SecureChannels;

sealed class ChunkTests
{
    static readonly DecodingLimits Limits = new() { MessageBytesMax = 40_000, ChunkCountMax = 6, ChunkBytesMax = 8_192 };

    static IEnumerable<IChunkSeal> Seals() => [NoSecurity.Instance, new XorSeal()];

    [TestCaseSource(nameof(Seals))]
    public void A_message_cut_into_chunks_comes_together_again(IChunkSeal seal)
    {
        foreach (var length in new[] { 0, 1, 8_000, 8_192, 30_000 })
        {
            var link = new Link(seal);
            var message = Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();

            var received = link.Deliver(link.Chunks(requestId: 5, message));

            Assert.That(received!.Value.RequestId, Is.EqualTo(5));
            Assert.That(received.Value.Body.ToArray(), Is.EqualTo(message), $"{length} bytes");
        }
    }

    [Test]
    public void Chunks_of_two_messages_may_alternate()
    {
        var link = new Link(NoSecurity.Instance);
        var first = link.Chunks(1, new byte[10_000]);
        var second = link.Chunks(2, [.. Enumerable.Repeat((byte)7, 10_000)]);
        var order = new[] { first[0], second[0], first[1], second[1] };
        for (var i = 0; i < order.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(order[i].AsSpan(16), i + 1);
        }

        Assert.Multiple(() =>
        {
            Assert.That(link.Deliver([order[0], order[1], order[2]])!.Value.RequestId, Is.EqualTo(1));
            Assert.That(link.Deliver([order[3]])!.Value.Body.ToArray(), Is.EqualTo(Enumerable.Repeat((byte)7, 10_000)));
        });
    }

    [Test]
    public void A_message_that_its_sender_gives_up_is_forgotten_and_says_why()
    {
        var link = new Link(NoSecurity.Instance);
        var chunks = link.Chunks(3, new byte[20_000]);
        var reason = Bytes.Of(writer =>
        {
            writer.WriteStatusCode(StatusCodes.BadResponseTooLarge);
            writer.WriteString("too much");
        });
        byte[] abort = [.. chunks[1].AsSpan(0, 24), .. reason];
        abort[3] = (byte)'A';
        BinaryPrimitives.WriteInt32LittleEndian(abort.AsSpan(4), abort.Length);

        var aborted = link.Deliver([chunks[0], abort]);
        var next = link.Deliver([chunks[2]]);

        Assert.Multiple(() =>
        {
            Assert.That(aborted!.Value.Aborted, Is.EqualTo(new TransportError(StatusCodes.BadResponseTooLarge, "too much")));
            Assert.That(next!.Value.Body.Length, Is.LessThan(8_192), "nothing of the broken-off message is left");
        });
    }

    [Test]
    public void A_hole_in_the_sequence_is_a_fault()
    {
        var link = new Link(NoSecurity.Instance);
        var chunks = link.Chunks(1, new byte[20_000]);

        Assert.That(
            () => link.Deliver([chunks[0], chunks[2]]),
            Throws.TypeOf<OpcUaException>().With.Property("Status").EqualTo(StatusCodes.BadSequenceNumberInvalid));
    }

    [Test]
    public void Begun_messages_together_may_not_outgrow_the_limit_for_one()
    {
        var link = new Link(NoSecurity.Instance);
        var begun = Enumerable.Range(1, 6).Select(id => link.Chunks((uint)id, new byte[10_000])).ToArray();
        var firsts = begun.Select(chunks => chunks[0]).ToArray();
        for (var i = 0; i < firsts.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(firsts[i].AsSpan(16), i + 1);
        }

        Assert.That(() => link.Deliver(firsts), Throws.TypeOf<UaDecodingException>().With.Message.Contains("grew beyond"));
    }

    [Test]
    public void A_request_larger_than_the_server_takes_is_refused_before_it_is_sent()
    {
        var writer = new ChunkWriter(new SendLimits(8_192, 10_000, 0), new SequenceNumbers());

        Assert.That(
            () => writer.WriteMessage(
                new ArrayBufferWriter<byte>(), MessageKind.Message, Link.TokenOf(NoSecurity.Instance), 1, new byte[10_001]),
            Throws.TypeOf<OpcUaException>().With.Property("Status").EqualTo(StatusCodes.BadTcpMessageTooLarge));
    }

    [Test]
    public void A_chunk_whose_seal_is_broken_is_refused()
    {
        var link = new Link(new XorSeal());
        var chunk = link.Chunks(1, new byte[100])[0];
        chunk[^20] ^= 1;

        Assert.That(() => link.Deliver([chunk]), Throws.TypeOf<OpcUaException>());
    }

    [Test]
    public void Another_protocol_on_the_port_is_told_from_ours() =>
        Assert.That(
            () => ChunkHeader.Parse("HTTP/1.1"u8, 8_192),
            Throws.TypeOf<UaDecodingException>().With.Message.Contains("OPC UA port"));

    [TestCase(7u)]
    [TestCase(8_193u)]
    [TestCase(uint.MaxValue)]
    public void A_chunk_of_impossible_size_is_refused(uint size)
    {
        byte[] header = [.. "MSGF"u8, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), size);

        Assert.That(() => ChunkHeader.Parse(header, 8_192), Throws.TypeOf<UaDecodingException>());
    }

    /// <summary>A writer and an assembler with the same token between them.</summary>
    sealed class Link
    {
        readonly IChunkSeal _seal;
        readonly ChunkAssembler _assembler;
        readonly ChunkWriter _writer = new(new SendLimits(8_192, 0, 0), new SequenceNumbers());

        public Link(IChunkSeal seal)
        {
            _seal = seal;
            var tokens = new ChannelTokens();
            tokens.Install(TokenOf(seal));
            _assembler = new ChunkAssembler(NoSecurity.Instance, tokens, new SequenceNumbers(), Limits);
        }

        public static ChannelToken TokenOf(IChunkSeal seal) => new(ChannelId: 4, TokenId: 2, TimeSpan.FromHours(1), seal);

        public List<byte[]> Chunks(uint requestId, byte[] message)
        {
            var output = new ArrayBufferWriter<byte>();
            _writer.WriteMessage(output, MessageKind.Message, TokenOf(_seal), requestId, message);
            var chunks = new List<byte[]>();
            for (var rest = output.WrittenMemory; rest.Length > 0; rest = rest[chunks[^1].Length..])
            {
                chunks.Add(rest[..ChunkHeader.Parse(rest.Span, 8_192).Size].ToArray());
            }

            return chunks;
        }

        public ReceivedMessage? Deliver(IEnumerable<byte[]> chunks)
        {
            ReceivedMessage? received = null;
            foreach (var chunk in chunks)
            {
                received = _assembler.Accept(chunk);
            }

            return received;
        }
    }

    /// <summary>Scrambles and pads and adds a checksum: as much as the seam has to bear, and no secret at all.</summary>
    sealed class XorSeal : IChunkSeal
    {
        const int Block = 16;

        public int OverheadBytesMax => Block + 1;

        public int SealedLength(int plainBytes) => (plainBytes + 2 + Block - 1) / Block * Block;

        public void Seal(Span<byte> chunk, int clearBytes, int plainBytes)
        {
            var padding = chunk.Length - clearBytes - plainBytes - 2;
            chunk[^2] = (byte)padding;
            chunk[^1] = Checksum(chunk[..^1]);
            Scramble(chunk[clearBytes..]);
        }

        public int Open(Span<byte> chunk, int clearBytes)
        {
            Scramble(chunk[clearBytes..]);
            return chunk[^1] == Checksum(chunk[..^1])
                ? chunk.Length - clearBytes - chunk[^2] - 2
                : throw new OpcUaException(new StatusCode(0x8013_0000), "The seal is broken");
        }

        static byte Checksum(ReadOnlySpan<byte> bytes)
        {
            byte sum = 0;
            foreach (var value in bytes)
            {
                sum ^= value;
            }

            return sum;
        }

        static void Scramble(Span<byte> bytes)
        {
            foreach (ref var value in bytes)
            {
                value ^= 0x5A;
            }
        }
    }
}
