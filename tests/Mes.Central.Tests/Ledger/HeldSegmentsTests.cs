using FsCheck;
using FsCheck.Fluent;
using Mes.Central.Ledger;
using NUnit.Framework;

namespace Mes.Central.Tests.Ledger;

sealed class HeldSegmentsTests
{
    [Test]
    public void Ranges_hold_exactly_what_was_added_in_order_apart_and_few() =>
        Prop.ForAll(Gen.Choose(1, 300).ArrayOf().ToArbitrary(), numbers =>
        {
            var held = new HeldSegments([]);
            var taken = numbers.Where(number => held.TryAdd(number)).Select(number => (long)number).ToHashSet();

            return taken.SetEquals(held.Ranges.SelectMany(range => Numbers(range.First, range.Last)))
                && held.Ranges.Zip(held.Ranges.Skip(1)).All(pair => pair.First.Last + 1 < pair.Second.First)
                && held.Ranges.Count <= HeldSegments.MaxRanges;
        }).QuickCheckThrowOnFailure();

    static IEnumerable<long> Numbers(long first, long last)
    {
        for (var number = first; number <= last; number++)
        {
            yield return number;
        }
    }
}
