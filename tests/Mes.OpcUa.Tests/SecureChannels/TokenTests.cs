using Mes.OpcUa.SecureChannels;
using Mes.OpcUa.Transport;
using Mes.OpcUa.Types;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.SecureChannels;

sealed class TokenTests
{
    [Test]
    public void The_old_token_is_taken_until_the_server_first_uses_the_new_one()
    {
        var tokens = new ChannelTokens();
        tokens.Install(Token(1));
        tokens.Install(Token(2));

        Assert.That(() => tokens.SealFor(channelId: 9, tokenId: 1), Throws.Nothing);
        Assert.That(() => tokens.SealFor(channelId: 9, tokenId: 2), Throws.Nothing);
        Assert.That(() => tokens.SealFor(channelId: 9, tokenId: 1), Unknown);
    }

    [Test]
    public void A_token_of_another_channel_is_refused()
    {
        var tokens = new ChannelTokens();
        tokens.Install(Token(1));

        Assert.That(() => tokens.SealFor(channelId: 8, tokenId: 1), Unknown);
    }

    [Test]
    public void A_token_is_renewed_after_three_quarters_of_its_life() =>
        Assert.That(Token(1).RenewAfter, Is.EqualTo(TimeSpan.FromMinutes(45)));

    [Test]
    public void Chunk_numbers_rise_by_one_and_start_again_near_the_end_of_the_range()
    {
        var sent = new SequenceNumbers(uint.MaxValue - 1_025);

        Assert.That(new[] { sent.Next(), sent.Next(), sent.Next() }, Is.EqualTo(new uint[] { uint.MaxValue - 1_024, 1, 2 }));
    }

    [TestCase(5u, 6u, true)]
    [TestCase(5u, 5u, false)]
    [TestCase(5u, 7u, false)]
    [TestCase(uint.MaxValue, 0u, true)]
    [TestCase(uint.MaxValue - 1_024, 1_023u, true)]
    [TestCase(uint.MaxValue - 1_024, 1_024u, false)]
    [TestCase(uint.MaxValue - 1_025, 1u, false)]
    public void A_chunk_number_must_follow_the_last(uint last, uint received, bool follows)
    {
        var sequence = new SequenceNumbers(last);

        Assert.That(() => sequence.Check(received), follows ? Throws.Nothing : Throws.TypeOf<OpcUaException>());
    }

    static NUnit.Framework.Constraints.Constraint Unknown =>
        Throws.TypeOf<OpcUaException>().With.Property("Status").EqualTo(StatusCodes.BadSecureChannelTokenUnknown);

    static ChannelToken Token(uint id) => new(ChannelId: 9, id, TimeSpan.FromHours(1), NoSecurity.Instance);
}
