using Mes.Contracts.Chain;
using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace Mes.Contracts.Tests.Chain;

sealed class ChainHashTests
{
    static readonly Guid Incarnation = new("0199aa00-0000-7000-8000-0000000000a1");

    static IResolveConstraint Refused => Throws.InstanceOf<ArgumentOutOfRangeException>();

    /// <summary>The expected hashes were computed by Python's hashlib from the layout in docs/protocol.md.</summary>
    [Test]
    public void A_chain_has_the_hashes_that_another_program_gives_it()
    {
        var start = ChainHash.Genesis(7, Incarnation, Lane.Event, [0x30, 0x59, 0x30, 0x13]);
        var first = ChainHash.Next(start, 1, """{"a":1}"""u8);
        var second = ChainHash.Next(first, 2, """{"b":2}"""u8);

        Assert.That(((byte[][])[start, first, second]).Select(Convert.ToHexStringLower), Is.EqualTo((IEnumerable<string>)[
            "8c57d2a3c29ac88a923d46839716415652deb9675a9210121dcf34754a2b5cf6",
            "7bb5920c5e4e2281494eb100089d0038378720f1390b737f185f46937366caf2",
            "8484bc41b637380248233b983a94cfe3d9372079d9242704715a2c54796d56e9"]));
    }

    [Test]
    public void Every_part_of_the_address_is_bound_into_the_chain()
    {
        byte[][] starts =
        [
            ChainHash.Genesis(7, Incarnation, Lane.Event, [1, 2]), ChainHash.Genesis(8, Incarnation, Lane.Event, [1, 2]),
            ChainHash.Genesis(7, Guid.Empty, Lane.Event, [1, 2]), ChainHash.Genesis(7, Incarnation, Lane.Telemetry, [1, 2]),
            ChainHash.Genesis(7, Incarnation, Lane.Event, [1, 3]),
            ChainHash.Next(ChainHash.Genesis(7, Incarnation, Lane.Event, [1, 2]), 1, [9]),
            ChainHash.Next(ChainHash.Genesis(7, Incarnation, Lane.Event, [1, 2]), 2, [9]),
        ];

        Assert.That(starts.Select(Convert.ToHexString), Is.Unique);
    }

    [Test]
    public void What_cannot_be_hashed_is_refused()
    {
        Assert.That(() => ChainHash.Genesis(7, Incarnation, Lane.Event, []), Refused);
        Assert.That(() => ChainHash.Genesis(7, Incarnation, Lane.Event, new byte[65_536]), Refused);
        Assert.That(() => ChainHash.Next(new byte[31], 1, [1]), Refused);
        Assert.That(() => ChainHash.Next(new byte[32], 0, [1]), Refused);
    }
}
