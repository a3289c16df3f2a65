using Mes.OpcUa.Codec;
using Mes.OpcUa.Transport;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Messages;

enum SecurityTokenRequestType
{
    Issue = 0,
    Renew = 1,
}

sealed record OpenSecureChannelRequest(
    SecurityTokenRequestType RequestType, MessageSecurityMode SecurityMode, ByteString ClientNonce, uint RequestedLifetimeMs)
    : IRequest<OpenSecureChannelResponse>
{
    public const uint Id = 446;

    public uint EncodingId => Id;

    public void EncodeBody(UaWriter writer)
    {
        writer.WriteUInt32(Hello.ProtocolVersion);
        writer.WriteUInt32((uint)RequestType);
        writer.WriteUInt32((uint)SecurityMode);
        writer.WriteByteString(ClientNonce);
        writer.WriteUInt32(RequestedLifetimeMs);
    }
}

/// <summary>What a server grants: the channel, and a token that is good for so long.</summary>
readonly record struct ChannelSecurityToken(uint ChannelId, uint TokenId, DateTimeOffset CreatedAt, uint RevisedLifetimeMs)
{
    public static ChannelSecurityToken Decode(ref UaReader reader) =>
        new(reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadDateTime(), reader.ReadUInt32());
}

sealed record OpenSecureChannelResponse(uint ServerProtocolVersion, ChannelSecurityToken Token, ByteString ServerNonce)
    : IResponse<OpenSecureChannelResponse>
{
    public static uint EncodingId => 449;

    public static OpenSecureChannelResponse DecodeBody(ref UaReader reader, ResponseHeader header) =>
        new(reader.ReadUInt32(), ChannelSecurityToken.Decode(ref reader), reader.ReadByteString());
}

/// <summary>Never answered: the server closes the socket.</summary>
sealed record CloseSecureChannelRequest : IRequest<OpenSecureChannelResponse>
{
    public uint EncodingId => 452;

    public void EncodeBody(UaWriter writer)
    {
    }
}
