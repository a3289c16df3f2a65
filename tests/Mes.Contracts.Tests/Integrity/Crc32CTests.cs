using Mes.Contracts.Integrity;
using NUnit.Framework;

namespace Mes.Contracts.Tests.Integrity;

sealed class Crc32CTests
{
    /// <summary>RFC 3720 appendix B.4 and the check value of the polynomial.</summary>
    [TestCase("313233343536373839", 0xE3069283u)]
    [TestCase("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AAu)]
    [TestCase("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", 0x62A8AB43u)]
    [TestCase("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 0x46DD794Eu)]
    [TestCase("", 0u)]
    public void Known_answers(string hex, uint expected) =>
        Assert.That(Crc32C.Of(Convert.FromHexString(hex)), Is.EqualTo(expected));
}
