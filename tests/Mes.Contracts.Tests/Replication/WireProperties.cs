using FsCheck;
using FsCheck.Fluent;
using Mes.Contracts.Chain;
using Mes.Contracts.Replication;
using NUnit.Framework;

namespace Mes.Contracts.Tests.Replication;

/// <summary>
/// Whatever bytes come: what was written is read again, and what was not is refused, without another exception.
/// </summary>
sealed class WireProperties
{
    static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(500);

    static readonly Gen<byte[]> Item =
        Gen.Choose(0, 255).Select(value => (byte)value).NonEmptyListOf().Select(bytes => bytes.ToArray());

    static readonly Arbitrary<byte[][]> Items = Item.NonEmptyListOf().Select(items => items.ToArray()).ToArbitrary();

    [Test]
    public void A_batch_comes_out_as_it_went_in() =>
        Check.One(Config, Prop.ForAll(Items, items =>
        {
            var read = Batch.Read(BatchOf(items).Write());
            return read.Items.Select(item => item.ToArray()).Zip(items).All(pair => pair.First.SequenceEqual(pair.Second))
                && read.Items.Count == items.Length && read.Header.Last == BatchOf(items).Header.Last;
        }));

    [Test]
    public void A_segment_item_comes_out_as_it_went_in_and_never_with_other_bytes() =>
        Check.One(Config, Prop.ForAll(Item.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (segment, place) =>
        {
            var bytes = new SegmentItem(9, System.Security.Cryptography.SHA256.HashData(segment), segment).Write();
            var read = SegmentItem.Read(bytes.ToArray());
            bytes[8 + (place % (bytes.Length - 8))] ^= 1;
            return read.Seq == 9 && read.Segment.Span.SequenceEqual(segment) && IsRefused(() => SegmentItem.Read(bytes));
        }));

    [Test]
    public void Damaged_bytes_are_read_or_refused_and_nothing_else() =>
        Check.One(Config, Prop.ForAll(Items, Damage.Arbitrary, (items, damage) =>
        {
            var bytes = damage.To(BatchOf(items).Write());
            return IsReadOrRefused(() => Batch.Read(bytes)) && IsReadOrRefused(() => SegmentItem.Read(bytes));
        }));

    static Batch BatchOf(byte[][] items) => new(
        BatchTests.Header with { Lane = Lane.Event, First = 1, Last = items.Length },
        [.. items.Select(item => (ReadOnlyMemory<byte>)item)]);

    static bool IsRefused(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (MalformedBatchException)
        {
            return true;
        }
    }

    // Any other exception fails the property.
    static bool IsReadOrRefused(Action read) => IsRefused(read) || true;
}
