using Mes.Contracts.Chain;
using Mes.Contracts.Replication;
using NUnit.Framework;

namespace Mes.Contracts.Tests.Replication;

sealed class BatchTests
{
    /// <summary>Made by Python's struct from the layout in docs/protocol.md.</summary>
    const string GoldenHeader =
        "6d657362617430310199aa000000700080000000000000c1000000070199aa000000700080000000000000a101"
        + "00000000000001020000000000000103000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
        + "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f00064c0953867000"
        + "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f00000000000000000000000000";

    public static readonly BatchHeader Header = new(
        Central: new Guid("0199aa00-0000-7000-8000-0000000000c1"), Producer: 7,
        Incarnation: new Guid("0199aa00-0000-7000-8000-0000000000a1"), Lane.Event, First: 258, Last: 259,
        PreviousHash: Bytes(0), LastHash: Bytes(32), new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), KeyId: Bytes(64));

    [Test]
    public void A_header_lies_on_the_wire_byte_for_byte_as_described()
    {
        var bytes = new byte[BatchHeader.Length];
        Header.Write(bytes);

        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo(GoldenHeader));
        AssertSame(BatchHeader.Read(Convert.FromHexString(GoldenHeader)), Header);
    }

    [Test]
    public void An_item_is_its_length_and_its_bytes()
    {
        var bytes = new Batch(Header, [new byte[] { 0xaa }, new byte[] { 0xbb, 0xcc }]).Write();

        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo(GoldenHeader + "00000001aa" + "00000002bbcc"));
    }

    [TestCase(0, 0x00)]
    [TestCase(44, 0x00)]
    [TestCase(44, 0x03)]
    [TestCase(45, 0x80)]
    [TestCase(53, 0x80)]
    [TestCase(60, 0x01)]
    [TestCase(125, 0x7f)]
    public void A_header_that_cannot_be_is_refused(int at, byte value)
    {
        var bytes = Convert.FromHexString(GoldenHeader);
        bytes[at] = value;

        Assert.That(() => BatchHeader.Read(bytes), Throws.TypeOf<MalformedBatchException>());
    }

    [TestCase("", TestName = "A_batch_without_items_is_refused")]
    [TestCase("00000001aa", TestName = "A_batch_with_fewer_events_than_announced_is_refused")]
    [TestCase("00000001aa00000001aa00000001aa", TestName = "A_batch_with_more_events_than_announced_is_refused")]
    [TestCase("00000001aa00000000", TestName = "A_batch_with_an_empty_item_is_refused")]
    [TestCase("00000001aa000000", TestName = "A_batch_that_ends_within_a_length_is_refused")]
    [TestCase("00000001aa00000002bb", TestName = "A_batch_that_ends_within_an_item_is_refused")]
    [TestCase("00000001aaffffffffbb", TestName = "A_batch_with_an_item_of_negative_length_is_refused")]
    public void Refused(string items) => Assert.That(
        () => Batch.Read(Convert.FromHexString(GoldenHeader + items)), Throws.TypeOf<MalformedBatchException>());

    [Test]
    public void A_batch_beyond_a_limit_is_refused()
    {
        var items = Enumerable.Repeat<ReadOnlyMemory<byte>>(new byte[] { 1 }, Batch.MaxItems + 1).ToList();
        var tooMany = new Batch(Header with { Last = Header.First + Batch.MaxItems }, items).Write();

        Assert.That(() => Batch.Read(tooMany), Throws.TypeOf<MalformedBatchException>());
        Assert.That(() => Batch.Read(new byte[Batch.MaxBytes + 1]), Throws.TypeOf<MalformedBatchException>());
    }

    [Test]
    public void The_items_of_the_telemetry_lane_need_not_be_dense()
    {
        var batch = new Batch(Header with { Lane = Lane.Telemetry, First = 5, Last = 90 }, [new byte[] { 1 }, new byte[] { 2 }]);

        Assert.That(Batch.Read(batch.Write()).Items, Has.Count.EqualTo(2));
    }

    static void AssertSame(BatchHeader actual, BatchHeader expected)
    {
        Assert.That(actual with { PreviousHash = default, LastHash = default, KeyId = default },
            Is.EqualTo(expected with { PreviousHash = default, LastHash = default, KeyId = default }));
        Assert.That(actual.PreviousHash.ToArray(), Is.EqualTo(expected.PreviousHash.ToArray()));
        Assert.That(actual.LastHash.ToArray(), Is.EqualTo(expected.LastHash.ToArray()));
        Assert.That(actual.KeyId.ToArray(), Is.EqualTo(expected.KeyId.ToArray()));
    }

    static byte[] Bytes(int first) => [.. Enumerable.Range(first, 32).Select(value => (byte)value)];
}
