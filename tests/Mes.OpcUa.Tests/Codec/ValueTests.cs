using Mes.OpcUa.Sessions;
using Mes.OpcUa.Types;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Codec;

sealed class ValueTests
{
    [TestCase(0x0000_0480u, true, Description = "Good, data value kind, overflow")]
    [TestCase(0x4000_0480u, true, Description = "Uncertain with overflow")]
    [TestCase(0x0000_0080u, false, Description = "The bit without its kind means nothing")]
    [TestCase(0x0000_0400u, false, Description = "The kind without the bit")]
    [TestCase(0x0000_0880u, false, Description = "A reserved kind")]
    public void Overflow_is_seen_by_kind_and_bit(uint value, bool isOverflow) =>
        Assert.That(new StatusCode(value).IsOverflow, Is.EqualTo(isOverflow));

    [Test]
    public void A_status_keeps_all_its_bits_and_names_its_code()
    {
        var status = new StatusCode(0x8034_0480);

        Assert.Multiple(() =>
        {
            Assert.That(status.IsBad, Is.True);
            Assert.That(status.Code, Is.EqualTo(StatusCode.BadNodeIdUnknown));
            Assert.That(status.ToString(), Is.EqualTo("BadNodeIdUnknown (0x80340480)"));
            Assert.That(new StatusCode(0x8FFF_0000).ToString(), Is.EqualTo("Bad (0x8FFF0000)"));
        });
    }

    [Test]
    public void Times_beyond_the_range_of_either_side_are_clamped_to_its_end()
    {
        Assert.Multiple(() =>
        {
            Assert.That(UaDateTime.FromWire(0), Is.EqualTo(DateTimeOffset.MinValue));
            Assert.That(UaDateTime.FromWire(long.MinValue), Is.EqualTo(DateTimeOffset.MinValue));
            Assert.That(UaDateTime.FromWire(long.MaxValue), Is.EqualTo(DateTimeOffset.MaxValue));
            Assert.That(UaDateTime.ToWire(DateTimeOffset.MinValue), Is.Zero);
            Assert.That(UaDateTime.ToWire(new DateTimeOffset(1600, 1, 1, 0, 0, 0, TimeSpan.Zero)), Is.Zero);
            Assert.That(UaDateTime.ToWire(DateTimeOffset.MaxValue), Is.EqualTo(long.MaxValue));
        });
    }

    [Test]
    public void Not_a_number_and_the_sign_of_zero_survive_bit_for_bit()
    {
        var payload = BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8_0000_0000_BEEF));
        foreach (var value in new[] { payload, -0.0, double.PositiveInfinity })
        {
            Bytes.Read(Bytes.Of(Variant.From(value).Encode), Variant.Decode).TryGetDouble(out var read);
            Assert.That(BitConverter.DoubleToInt64Bits(read), Is.EqualTo(BitConverter.DoubleToInt64Bits(value)));
        }
    }

    [Test]
    public void Numbers_are_taken_as_what_they_are()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Variant.From(uint.MaxValue).TryGetInt64(out var wide) ? wide : -1, Is.EqualTo(uint.MaxValue));
            Assert.That(Variant.From(ulong.MaxValue).TryGetInt64(out _), Is.False);
            Assert.That(Variant.From(ulong.MaxValue).TryGetDouble(out var huge) ? huge : 0, Is.EqualTo(1.8446744073709552E19));
            Assert.That(Variant.From(1.5f).TryGetInt64(out _), Is.False);
            Assert.That(Variant.From(true).TryGetInt64(out _), Is.False);
            Assert.That(Variant.From("1").TryGetDouble(out _), Is.False);
        });
    }

    [TestCase("")]
    [TestCase("s=")]
    [TestCase("Filler.State")]
    [TestCase("ns=70000;i=1")]
    [TestCase("ns=2,i=1")]
    [TestCase("i=-1")]
    [TestCase("nsu=;s=x")]
    [TestCase("b=!")]
    public void Text_that_is_no_node_id_is_refused_with_what_to_write(string text) =>
        Assert.That(() => ExpandedNodeId.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains("nsu=<uri>"));

    [Test]
    public void An_id_by_uri_follows_its_namespace_to_another_index()
    {
        var id = ExpandedNodeId.Parse("nsu=urn:line;s=State");
        var before = new NamespaceTable(["ua", "urn:server", "urn:line"]);
        var after = new NamespaceTable(["ua", "urn:line"]);

        Assert.Multiple(() =>
        {
            Assert.That(before.Resolve(id), Is.EqualTo(new NodeId(2, "State")));
            Assert.That(after.Resolve(id), Is.EqualTo(new NodeId(1, "State")));
            Assert.That(new NamespaceTable(["ua"]).Resolve(id), Is.Null);
            Assert.That(before.ToPortable(new ExpandedNodeId(new NodeId(2, "State"))), Is.EqualTo(id));
        });
    }
}
