using System.Buffers;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Messages;

sealed record CreateSessionRequest(
    ApplicationDescription Client,
    string EndpointUrl,
    string SessionName,
    ByteString ClientNonce,
    double RequestedTimeoutMs,
    uint MaxResponseBytes,
    string? ServerUri = null,
    ByteString ClientCertificate = default) : IRequest<CreateSessionResponse>
{
    public uint EncodingId => 461;

    public void EncodeBody(UaWriter writer)
    {
        Client.Encode(writer);
        writer.WriteString(ServerUri);
        writer.WriteString(EndpointUrl);
        writer.WriteString(SessionName);
        writer.WriteByteString(ClientNonce);
        writer.WriteByteString(ClientCertificate);
        writer.WriteDouble(RequestedTimeoutMs);
        writer.WriteUInt32(MaxResponseBytes);
    }
}

readonly record struct Signature(string? Algorithm, ByteString Bytes)
{
    public static Signature Decode(ref UaReader reader) => new(reader.ReadString(), reader.ReadByteString());

    public void Encode(UaWriter writer)
    {
        writer.WriteString(Algorithm);
        writer.WriteByteString(Bytes);
    }
}

readonly record struct SignedSoftwareCertificate(ByteString Certificate, ByteString Signature)
{
    public static SignedSoftwareCertificate Decode(ref UaReader reader) => new(reader.ReadByteString(), reader.ReadByteString());

    public void Encode(UaWriter writer)
    {
        writer.WriteByteString(Certificate);
        writer.WriteByteString(Signature);
    }
}

sealed record CreateSessionResponse(
    NodeId SessionId,
    NodeId AuthenticationToken,
    double RevisedTimeoutMs,
    ByteString ServerNonce,
    ByteString ServerCertificate,
    EndpointDescription[] Endpoints,
    SignedSoftwareCertificate[] SoftwareCertificates,
    Signature ServerSignature,
    uint MaxRequestBytes) : IResponse<CreateSessionResponse>
{
    public static uint EncodingId => 464;

    public static CreateSessionResponse DecodeBody(ref UaReader reader, ResponseHeader header) => new(
        NodeId.Decode(ref reader),
        NodeId.Decode(ref reader),
        reader.ReadDouble(),
        reader.ReadByteString(),
        reader.ReadByteString(),
        reader.ReadList(static (ref input) => EndpointDescription.Decode(ref input), 40),
        reader.ReadList(static (ref input) => SignedSoftwareCertificate.Decode(ref input), 8),
        Signature.Decode(ref reader),
        reader.ReadUInt32());
}

sealed record AnonymousIdentityToken(string? PolicyId)
{
    const uint Id = 321;

    public void Encode(UaWriter writer) => writer.WriteString(PolicyId);

    public ExtensionObject ToExtensionObject()
    {
        var body = new ArrayBufferWriter<byte>();
        Encode(new UaWriter(body));
        return new ExtensionObject(new NodeId(0, Id), new ByteString(body.WrittenSpan.ToArray()));
    }
}

sealed record ActivateSessionRequest(Signature ClientSignature, ExtensionObject UserIdentity, Signature UserTokenSignature)
    : IRequest<ActivateSessionResponse>
{
    public uint EncodingId => 467;

    public void EncodeBody(UaWriter writer)
    {
        ClientSignature.Encode(writer);
        writer.WriteArray<SignedSoftwareCertificate>([], static (output, certificate) => certificate.Encode(output));
        writer.WriteArray<string>([], static (output, locale) => output.WriteString(locale));
        UserIdentity.Encode(writer);
        UserTokenSignature.Encode(writer);
    }
}

sealed record ActivateSessionResponse(ByteString ServerNonce) : IResponse<ActivateSessionResponse>
{
    public static uint EncodingId => 470;

    public static ActivateSessionResponse DecodeBody(ref UaReader reader, ResponseHeader header) => new(reader.ReadByteString());
}

sealed record CloseSessionRequest(bool DeleteSubscriptions) : IRequest<CloseSessionResponse>
{
    public uint EncodingId => 473;

    public void EncodeBody(UaWriter writer) => writer.WriteBoolean(DeleteSubscriptions);
}

sealed record CloseSessionResponse : IResponse<CloseSessionResponse>
{
    public static uint EncodingId => 476;

    public static CloseSessionResponse DecodeBody(ref UaReader reader, ResponseHeader header) => new();
}
