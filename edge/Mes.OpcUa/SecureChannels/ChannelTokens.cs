using Mes.OpcUa.Types;

namespace Mes.OpcUa.SecureChannels;

/// <summary>
/// The tokens of a channel: we send with the newest, and take the one before it until the server first uses the newest, since
/// its answers may already be under way when a renewal is granted.
/// </summary>
sealed class ChannelTokens
{
    // Written by the reader of the channel, read by every sender.
    volatile ChannelToken? _current;
    ChannelToken? _previous;

    /// <summary>Null until the channel is open.</summary>
    public ChannelToken? Current => _current;

    public void Install(ChannelToken token)
    {
        _previous = _current;
        _current = token;
    }

    /// <summary>The seal with which a chunk that names this token was made.</summary>
    /// <exception cref="OpcUaException">The token is not ours, or was replaced.</exception>
    public IChunkSeal SealFor(uint channelId, uint tokenId)
    {
        if (_current is { } current && channelId == current.ChannelId)
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
            StatusCodes.BadSecureChannelTokenUnknown,
            $"A message came on channel {channelId} with token {tokenId}, which is not in use");
    }
}
