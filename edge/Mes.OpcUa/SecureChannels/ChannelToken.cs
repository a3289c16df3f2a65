using Mes.OpcUa.Messages;

namespace Mes.OpcUa.SecureChannels;

/// <summary>A token of the channel with the seal that its keys make.</summary>
sealed record ChannelToken(uint ChannelId, uint TokenId, TimeSpan Lifetime, IChunkSeal Seal)
{
    /// <summary>
    /// Three quarters of what the server granted, measured from our own monotonic clock: the server's time stamps say
    /// nothing about when a token ends for us.
    /// </summary>
    public TimeSpan RenewAfter => Lifetime * 0.75;

    public static ChannelToken From(ChannelSecurityToken granted, IChunkSeal seal) =>
        new(granted.ChannelId, granted.TokenId, TimeSpan.FromMilliseconds(granted.RevisedLifetimeMs), seal);
}
