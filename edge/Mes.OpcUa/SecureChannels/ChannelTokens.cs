using Mes.OpcUa.Types;

namespace Mes.OpcUa.SecureChannels;

/// <summary>
/// The tokens of a channel: we send with the newest, and take the one before it until the server first uses the newest, since
/// its answers may already be under way when a renewal is granted.
/// </summary>
sealed class ChannelTokens
{
    ChannelToken? _previous;

    /// <summary>Null until the channel is open.</summary>
    public ChannelToken? Current { get; private set; }

    public void Install(ChannelToken token)
    {
        _previous = Current;
        Current = token;
    }

    /// <summary>The seal with which a chunk that names this token was made.</summary>
    /// <exception cref="OpcUaException">The token is not ours, or was replaced.</exception>
    public IChunkSeal SealFor(uint channelId, uint tokenId)
    {
        if (Current is { } current && channelId == current.ChannelId)
        {
            if (tokenId == current.TokenId)
            {
                _previous = null;
                return current.Seal;
            }

            if (tokenId == _previous?.TokenId)
            {
                return _previous.Seal;
            }
        }

        throw new OpcUaException(
            StatusCodes.BadSecureChannelTokenUnknown, $"A message came on channel {channelId} with token {tokenId}, which is not in use");
    }
}
