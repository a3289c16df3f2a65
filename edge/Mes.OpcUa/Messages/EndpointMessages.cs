using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Messages;

enum ApplicationType
{
    Server = 0,
    Client = 1,
}

sealed record ApplicationDescription(
    string? ApplicationUri,
    string? ProductUri,
    LocalizedText ApplicationName,
    ApplicationType ApplicationType,
    string? GatewayServerUri,
    string? DiscoveryProfileUri,
    string?[] DiscoveryUrls)
{
    public static ApplicationDescription Decode(ref UaReader reader) => new(
        reader.ReadString(),
        reader.ReadString(),
        LocalizedText.Decode(ref reader),
        (ApplicationType)reader.ReadInt32(),
        reader.ReadString(),
        reader.ReadString(),
        reader.ReadList(static (ref input) => input.ReadString(), 4));

    public void Encode(UaWriter writer)
    {
        writer.WriteString(ApplicationUri);
        writer.WriteString(ProductUri);
        ApplicationName.Encode(writer);
        writer.WriteInt32((int)ApplicationType);
        writer.WriteString(GatewayServerUri);
        writer.WriteString(DiscoveryProfileUri);
        writer.WriteArray(DiscoveryUrls, static (output, url) => output.WriteString(url));
    }
}

enum UserTokenType
{
    Anonymous = 0,
    UserName = 1,
    Certificate = 2,
    IssuedToken = 3,
}

sealed record UserTokenPolicy(
    string? PolicyId, UserTokenType TokenType, string? IssuedTokenType, string? IssuerEndpointUrl, string? SecurityPolicyUri)
{
    public static UserTokenPolicy Decode(ref UaReader reader) => new(
        reader.ReadString(), (UserTokenType)reader.ReadInt32(), reader.ReadString(), reader.ReadString(), reader.ReadString());
}

sealed record EndpointDescription(
    string? EndpointUrl,
    ApplicationDescription Server,
    ByteString ServerCertificate,
    MessageSecurityMode SecurityMode,
    string? SecurityPolicyUri,
    UserTokenPolicy[] UserIdentityTokens,
    string? TransportProfileUri,
    byte SecurityLevel)
{
    public static EndpointDescription Decode(ref UaReader reader) => new(
        reader.ReadString(),
        ApplicationDescription.Decode(ref reader),
        reader.ReadByteString(),
        (MessageSecurityMode)reader.ReadInt32(),
        reader.ReadString(),
        reader.ReadList(static (ref input) => UserTokenPolicy.Decode(ref input), 20),
        reader.ReadString(),
        reader.ReadByte());
}

sealed record GetEndpointsRequest(string EndpointUrl) : IRequest<GetEndpointsResponse>
{
    public uint EncodingId => 428;

    public void EncodeBody(UaWriter writer)
    {
        writer.WriteString(EndpointUrl);
        writer.WriteArray<string>(null, static (output, text) => output.WriteString(text));
        writer.WriteArray<string>(null, static (output, text) => output.WriteString(text));
    }
}

sealed record GetEndpointsResponse(EndpointDescription[] Endpoints) : IResponse<GetEndpointsResponse>
{
    public static uint EncodingId => 431;

    public static GetEndpointsResponse DecodeBody(ref UaReader reader, ResponseHeader header) =>
        new(reader.ReadList(static (ref input) => EndpointDescription.Decode(ref input), 40));
}
