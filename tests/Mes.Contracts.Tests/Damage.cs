using FsCheck;
using FsCheck.Fluent;

namespace Mes.Contracts.Tests;

/// <summary>What can happen to bytes on the way: some flipped, then cut.</summary>
sealed record Damage((int Place, byte Flip)[] Flips, int Kept)
{
    public static readonly Arbitrary<Damage> Arbitrary = (
        from flips in Gen.Zip(Gen.Choose(0, int.MaxValue), Gen.Choose(1, 255).Select(flip => (byte)flip)).ListOf()
        from kept in Gen.Frequency((3, Gen.Constant(100)), (1, Gen.Choose(0, 99)))
        select new Damage([.. flips], kept)).ToArbitrary();

    public byte[] To(byte[] bytes)
    {
        var damaged = bytes.ToArray();
        foreach (var (place, flip) in Flips)
        {
            damaged[place % damaged.Length] ^= flip;
        }

        return damaged[..(int)(damaged.Length * (long)Kept / 100)];
    }
}
