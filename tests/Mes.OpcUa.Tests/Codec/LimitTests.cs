using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Codec;

sealed class LimitTests
{
    static readonly DecodingLimits Small = new() { ArrayLengthMax = 4, StringBytesMax = 8, DepthMax = 3 };

    [Test]
    public void An_array_longer_than_the_limit_is_refused_even_if_it_is_all_there() =>
        Assert.That(() => Read(Variant.FromArray(BuiltInType.Byte, new byte[5])), Refuses("limit of 4"));

    [Test]
    public void A_string_longer_than_the_limit_is_refused_even_if_it_is_all_there() =>
        Assert.That(() => Read(Variant.From("nine chars")), Refuses("limit of 8"));

    [Test]
    public void Values_nested_too_deep_are_refused()
    {
        var nested = Enumerable.Range(0, 4).Aggregate(
            Variant.From(1), (inner, _) => Variant.FromReference(BuiltInType.Variant, inner));

        Assert.That(() => Read(nested), Refuses("deeper than 3"));
    }

    [Test]
    public void The_default_depth_lets_a_hundred_levels_pass_and_not_one_more()
    {
        Variant Nested(int levels) => Enumerable.Range(1, levels - 1).Aggregate(
            Variant.From(1), (inner, _) => Variant.FromReference(BuiltInType.Variant, inner));

        Assert.Multiple(() =>
        {
            Assert.That(Bytes.Read(Bytes.Of(Nested(100).Encode), Variant.Decode), Is.EqualTo(Nested(100)));
            Assert.That(() => Bytes.Read(Bytes.Of(Nested(101).Encode), Variant.Decode), Throws.TypeOf<UaDecodingException>());
        });
    }

    [Test]
    public void A_matrix_whose_dimensions_do_not_fit_is_refused_unless_it_is_empty()
    {
        var wrong = Variant.FromArray(BuiltInType.Int32, Enumerable.Range(1, 3).ToArray(), [2, 2]);
        var endless = Variant.FromArray(
            BuiltInType.Int32, Enumerable.Range(1, 2).ToArray(), [int.MaxValue, int.MaxValue, int.MaxValue]);
        var empty = Variant.FromArray(BuiltInType.Int32, Array.Empty<int>(), [0, 3]);

        Assert.Multiple(() =>
        {
            Assert.That(() => Read(wrong), Refuses("dimensions"));
            Assert.That(() => Read(endless), Refuses("dimensions"));
            Assert.That(Read(empty), Is.EqualTo(empty));
        });
    }

    [Test]
    public void Nested_arrays_that_claim_far_more_than_they_hold_take_memory_for_what_they_hold_only()
    {
        // Each level claims as many elements as there are bytes left, which alone looks honest.
        const int length = 60_000;
        var bytes = Bytes.Of(writer =>
        {
            for (var level = 0; level < 90; level++)
            {
                writer.WriteByte((byte)BuiltInType.Variant | 0x80);
                writer.WriteInt32(length - 1_000);
            }

            writer.WriteRaw(new byte[length]);
        });

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => Bytes.Read(bytes, Variant.Decode), Throws.TypeOf<UaDecodingException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(40L * bytes.Length));
    }

    static Variant Read(Variant value) => Bytes.Read(Bytes.Of(value.Encode), Variant.Decode, Small);

    static NUnit.Framework.Constraints.Constraint Refuses(string because) =>
        Throws.TypeOf<UaDecodingException>().With.Message.Contains(because);
}
