using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Mes.Contracts.Integrity;
using Mes.Contracts.Replication;
using Mes.Contracts.Telemetry;
using NUnit.Framework;

namespace Mes.Contracts.Tests.Telemetry;

sealed class SegmentCodecTests
{
    static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(500);

    static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    static readonly Guid Boot = new("0199aa00-0000-7000-8000-0000000000b0");

    static readonly Gen<TelemetrySample> Sample =
        from tag in Gen.Elements(0L, 1, 1, 2, 300, uint.MaxValue, long.MaxValue)
        from micros in Gen.OneOf(
            Gen.Choose(-1_000_000, 1_000_000).Select(micros => (long)micros),
            Gen.Elements(-62_135_596_800_000_000 - 1_772_452_800_000_000, 253_402_300_799_999_999 - 1_772_452_800_000_000))
        from value in Gen.Elements<double?>(
            null, 0, -0.0, 1.5, double.NaN, double.PositiveInfinity, double.MinValue, double.Epsilon)
        from status in Gen.Elements(0u, 0u, 0u, 0x80000000u, uint.MaxValue)
        select new TelemetrySample(tag, Noon.AddTicks(micros * TimeSpan.TicksPerMicrosecond), value, status);

    static readonly Arbitrary<TelemetrySegment> Segments = Sample.NonEmptyListOf()
        .Select(samples => new TelemetrySegment(Boot, Noon, TimeSpan.FromSeconds(-5), [.. samples])).ToArbitrary();

    [Test]
    public void A_segment_comes_out_sorted_by_tag_and_within_a_tag_as_it_came() =>
        Check.One(Config, Prop.ForAll(Segments, segment =>
        {
            var read = SegmentCodec.Decode(SegmentCodec.Encode(segment));
            return read with { Samples = [] } == segment with { Samples = [] }
                && read.Samples.Select(Bits).SequenceEqual(segment.Samples.OrderBy(sample => sample.Tag).Select(Bits));
        }));

    [Test]
    public void Any_damage_is_noticed() =>
        Check.One(Config, Prop.ForAll(Segments, Damage.Arbitrary, (segment, damage) =>
        {
            var whole = SegmentCodec.Encode(segment);
            var damaged = damage.To(whole);
            return damaged.SequenceEqual(whole) || IsRefused(damaged);
        }));

    [Test]
    public void Bytes_made_to_pass_the_checksum_are_read_or_refused_and_take_no_room_beyond_their_size() =>
        Check.One(Config, Prop.ForAll(Segments, Damage.Arbitrary, (segment, damage) =>
        {
            var content = damage.To(SegmentCodec.Encode(segment)[..^4]);
            var forged = new byte[content.Length + 4];
            content.CopyTo(forged, 0);
            BinaryPrimitives.WriteUInt32BigEndian(forged.AsSpan(content.Length), Crc32C.Of(content));
            var before = GC.GetAllocatedBytesForCurrentThread();
            IsRefused(forged);
            return GC.GetAllocatedBytesForCurrentThread() - before < 64_000 + (forged.Length * 200);
        }));

    /// <summary>
    /// Written by hand from the layout in docs/protocol.md: one tag, two samples of status 0, the second without a value.
    /// </summary>
    [Test]
    public void A_segment_lies_in_its_bytes_as_described()
    {
        var segment = new TelemetrySegment(Boot, Noon, TimeSpan.FromSeconds(5),
            [new TelemetrySample(300, Noon, 1.5, 0), new TelemetrySample(300, Noon.AddMilliseconds(-1), null, 0)]);

        var bytes = SegmentCodec.Encode(segment);

        Assert.That(Convert.ToHexStringLower(bytes[..^4]), Is.EqualTo(
            "01" + "0199aa000000700080000000000000b0" + "00064c0953867000" + "00000000004c4b40" + "00000002"
            + "ac02" + "02" + "80c0b3b8aa82a606" + "cf0f" + "00" + "02" + "01" + "3ff8000000000000"));
        Assert.That(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(^4)), Is.EqualTo(Crc32C.Of(bytes.AsSpan(..^4))));
    }

    [Test]
    public void A_segment_of_no_or_too_many_samples_is_not_made()
    {
        var sample = new TelemetrySample(1, Noon, 1, 0);
        var full = new TelemetrySegment(Boot, Noon, TimeSpan.Zero, [.. Enumerable.Repeat(sample, TelemetrySegment.MaxSamples)]);

        Assert.That(() => SegmentCodec.Encode(full with { Samples = [] }), Throws.ArgumentException);
        Assert.That(() => SegmentCodec.Encode(full with { Samples = [.. full.Samples, sample] }), Throws.ArgumentException);
        Assert.That(SegmentCodec.Decode(SegmentCodec.Encode(full)).Samples, Has.Count.EqualTo(TelemetrySegment.MaxSamples));
    }

    // NaN is not equal to itself, but its bits are.
    static (long, DateTimeOffset, long?, uint) Bits(TelemetrySample sample) =>
        (sample.Tag, sample.Time, sample.Value is { } value ? BitConverter.DoubleToInt64Bits(value) : null, sample.Status);

    static bool IsRefused(byte[] bytes)
    {
        try
        {
            SegmentCodec.Decode(bytes);
            return false;
        }
        catch (MalformedBatchException)
        {
            return true;
        }
    }
}
