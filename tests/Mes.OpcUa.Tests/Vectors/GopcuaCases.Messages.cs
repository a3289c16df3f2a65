using System.Buffers;
using Mes.OpcUa.Codec;
using Mes.OpcUa.Messages;
using Mes.OpcUa.SecureChannels;
using Mes.OpcUa.Transport;
using Mes.OpcUa.Types;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Vectors;

static partial class GopcuaCases
{
    static readonly ApplicationDescription Server = new(
        "app-uri",
        "prod-uri",
        new LocalizedText(null, "app-name"),
        ApplicationType.Server,
        "gw-uri",
        "prof-uri",
        ["discov-uri-1", "discov-uri-2"]);

    static readonly UserTokenPolicy Policy = new("1", UserTokenType.Anonymous, "issued-token", "issuer-uri", "sec-uri");

    static readonly EndpointDescription Endpoint = new(
        "ep-url", Server, default, MessageSecurityMode.None, "sec-uri", [Policy, Policy], "trans-uri", SecurityLevel: 0);

    static readonly ReadValueId ServerStatusValue = new(new NodeId(0, 2256));
    static readonly NodeId Temperature = new(1, "Temperature");

    static IEnumerable<(string Name, Action<ReferenceVector> Check)> Structures() =>
    [
        ("application_description.Normal.0", Both(
            Server, ApplicationDescription.Decode, static (it, writer) => it.Encode(writer))),
        ("application_description.Normal.1", Both<ApplicationDescription[]>(
            [Server, Server],
            static (ref reader) => reader.ReadList(static (ref input) => ApplicationDescription.Decode(ref input)),
            static (all, writer) => writer.WriteArray(all, static (output, it) => it.Encode(output)))),
        ("channel_security_token.Normal.0", Reads(
            new ChannelSecurityToken(1, 2, August, 6_000_000), ChannelSecurityToken.Decode)),
        ("endpoint_description.Normal.0", Reads(Endpoint, EndpointDescription.Decode)),
        ("endpoint_description.Normal.1", Reads<EndpointDescription[]>(
            [Endpoint, Endpoint],
            static (ref reader) => reader.ReadList(static (ref input) => EndpointDescription.Decode(ref input)))),
        ("extension_object.anonymous-user-identity-token.0", Both(
            new AnonymousIdentityToken("anonymous").ToExtensionObject(),
            ExtensionObject.Decode,
            static (it, writer) => it.Encode(writer))),
        ("read_value_id.Normal.0", Writes(ServerStatusValue.Encode)),
        ("read_value_id.empty.1", Writes(static writer => Write(writer))),
        ("read_value_id.Normal.2", Writes(static writer => Write(
            writer, new ReadValueId(Temperature, 2), new ReadValueId(Temperature, 3), new ReadValueId(Temperature, 4)))),
        ("signature_data.empty.0", Both(default, Signature.Decode, static (it, writer) => it.Encode(writer))),
        ("signature_data.dummy_data.1", Both(
            new Signature("alg", new ByteString([0xDE, 0xAD, 0xBE, 0xEF])),
            Signature.Decode, static (it, writer) => it.Encode(writer))),
        ("signed_software_certificate.empty.0", Both(
            default, SignedSoftwareCertificate.Decode, static (it, writer) => it.Encode(writer))),
        ("signed_software_certificate.dummy_data.1", Both(
            Certificate, SignedSoftwareCertificate.Decode, static (it, writer) => it.Encode(writer))),
        ("signed_software_certificate.empty.2", Certificates()),
        ("signed_software_certificate.dummy_data.3", Certificates(Certificate, Certificate)),
        ("user_identity_token.normal.0", Writes(new AnonymousIdentityToken("anonymous").Encode)),
    ];

    static SignedSoftwareCertificate Certificate => new(new ByteString([0xCA, 0xFE]), new ByteString([0xDE, 0xAD, 0xBE, 0xEF]));

    static IEnumerable<(string Name, Action<ReferenceVector> Check)> Requests() =>
    [
        ("read_request.normal.0", Request(new ReadRequest([ServerStatusValue]))),
        ("close_secure_channel_request.normal.0", Request(new CloseSecureChannelRequest())),
        ("close_session_request.normal.0", Request(new CloseSessionRequest(DeleteSubscriptions: true))),
        ("create_session_request.normal.0", Request(new CreateSessionRequest(
            Server with
            {
                ApplicationType = ApplicationType.Client,
                DiscoveryProfileUri = "profile-uri",
                DiscoveryUrls = ["1", "2"],
            },
            "endpoint-url",
            "session-name",
            default,
            RequestedTimeoutMs: 6_000_000,
            MaxResponseBytes: 65_534,
            ServerUri: "server-uri"))),
        ("create_subscription_request.normal.0", Request(
            new CreateSubscriptionRequest(500, 2_400, 10, MaxNotificationsPerPublish: 65_536),
            new RequestHeader(
                new NodeId(0, new ByteString(Convert.FromHexString("fe8d8779f7032777c503a10950292760"))),
                August, 1_003_429, 10_000))),
        ("get_endpoints_request.normal.0", Request(new GetEndpointsRequest("opc.tcp://wow.its.easy:11111/UA/Server"))),
        ("open_secure_channel_request.normal.0", Request(
            new OpenSecureChannelRequest(SecurityTokenRequestType.Issue, MessageSecurityMode.None, default, 6_000_000))),
    ];

    static IEnumerable<(string Name, Action<ReferenceVector> Check)> Responses() =>
    [
        ("read_response.read_response_with_single_float_value.0",
            Response(new ReadResponse([new DataValue { Value = Variant.From(2.5001559257507324f) }]))),
        ("create_session_response.normal.0", Response(new CreateSessionResponse(
            new NodeId(0, 1),
            Token,
            6_000_000,
            default,
            default,
            [Endpoint, Endpoint],
            [],
            new Signature("http://www.w3.org/2000/09/xmldsig#rsa-sha1", default),
            65_534))),
        ("create_subscription_response.normal.0", Response(new CreateSubscriptionResponse(August, 1, 1_000, 60, 20))),
        ("get_endpoints_response.normal.0", Response(new GetEndpointsResponse([Endpoint, Endpoint]))),
        ("open_secure_channel_response.normal.0", Response(new OpenSecureChannelResponse(
            0, new ChannelSecurityToken(1, 2, August, 6_000_000), new ByteString([0xFF])))),
    ];

    static IEnumerable<(string Name, Action<ReferenceVector> Check)> Chunks()
    {
        var header = new RequestHeader(default, August, RequestHandle: 1, ReturnDiagnostics: 0x3FF);
        return
        [
            ("message.OPN.0", vector =>
            {
                var request = new OpenSecureChannelRequest(
                    SecurityTokenRequestType.Issue, MessageSecurityMode.None, default, 6_000_000);
                var message = Bytes.Of(writer => MessageCodec.EncodeRequest(writer, header, request));
                var output = new ArrayBufferWriter<byte>();
                Writer().WriteOpening(output, 0, new FooPolicy(), requestId: 1, message);
                Assert.That(output.WrittenSpan.ToArray(), Is.EqualTo(vector.Bytes), vector.Id);
            }),
            ("message.MSG.1", vector =>
            {
                var request = new GetEndpointsRequest("opc.tcp://wow.its.easy:11111/UA/Server");
                var message = Bytes.Of(writer => MessageCodec.EncodeRequest(writer, header, request));
                var output = new ArrayBufferWriter<byte>();
                var token = new ChannelToken(0, 0, TimeSpan.FromHours(1), NoSecurity.Instance);
                Writer().WriteMessage(output, MessageKind.Message, token, requestId: 1, message);
                Assert.That(output.WrittenSpan.ToArray(), Is.EqualTo(vector.Bytes), vector.Id);
            }),
        ];
    }

    static ChunkWriter Writer() => new(new SendLimits(8_192, 0, 0), new SequenceNumbers());

    static void Write(UaWriter writer, params ReadValueId[] nodes) =>
        writer.WriteArray(nodes, static (output, node) => node.Encode(output));

    static Action<ReferenceVector> Certificates(params SignedSoftwareCertificate[] expected) => Both(
        expected,
        static (ref reader) => reader.ReadList(static (ref input) => SignedSoftwareCertificate.Decode(ref input)),
        static (all, writer) => writer.WriteArray(all, static (output, it) => it.Encode(output)));

    /// <summary>Named as in gopcua's test, and protecting as little as that one does.</summary>
    sealed class FooPolicy : ISecurityPolicy
    {
        public string Uri => "http://gopcua.example/OPCUA/SecurityPolicy#Foo";

        public MessageSecurityMode Mode => MessageSecurityMode.None;

        public ByteString SenderCertificate => default;

        public ByteString ReceiverThumbprint => default;

        public IChunkSeal OpeningSeal => NoSecurity.Instance;

        public ByteString NewNonce() => default;

        public IChunkSeal SealOf(ByteString clientNonce, ByteString serverNonce) => NoSecurity.Instance;
    }
}
