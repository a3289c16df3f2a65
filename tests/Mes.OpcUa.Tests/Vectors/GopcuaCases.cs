using Mes.OpcUa.Codec;
using Mes.OpcUa.Messages;
using Mes.OpcUa.Types;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Vectors;

/// <summary>gopcua's test cases said again in C#, by the id of the reference file.</summary>
static partial class GopcuaCases
{
    const string Prefix = "opcua.gopcua.";

    static readonly DateTimeOffset August = new(2018, 8, 10, 23, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset September = new(2018, 9, 17, 14, 28, 29, 112, TimeSpan.Zero);
    static readonly Guid SpecGuid = Guid.Parse("72962B91-FA75-4AE6-8D28-B404DC7DAF63");
    static readonly NodeId Token = new(0, new ByteString(Convert.FromHexString("08228762ba81e111a643f8777bc62fc8")));

    public static IReadOnlyDictionary<string, Action<ReferenceVector>> All() =>
        Values().Concat(Variants()).Concat(Structures()).Concat(Requests()).Concat(Responses()).Concat(Chunks())
            .ToDictionary(named => Prefix + named.Name, named => named.Check);

    /// <summary>Reads as expected, and what is expected writes the same bytes.</summary>
    static Action<ReferenceVector> Both<T>(T expected, Decode<T> decode, Action<T, UaWriter> encode) => vector =>
    {
        Reads(expected, decode)(vector);
        Assert.That(Bytes.Of(writer => encode(expected, writer)), Is.EqualTo(vector.Bytes), vector.Id);
    };

    static Action<ReferenceVector> Reads<T>(T expected, Decode<T> decode) => vector =>
        Assert.That(Content.Same(Bytes.Read(vector.Bytes, decode), expected), Is.True, vector.Id);

    static Action<ReferenceVector> Writes(Action<UaWriter> encode) => vector =>
        Assert.That(Bytes.Of(encode), Is.EqualTo(vector.Bytes), vector.Id);

    /// <summary>gopcua's bytes begin with the header, without the id of the encoding that stands before it on the wire.</summary>
    static Action<ReferenceVector> Request<TResponse>(IRequest<TResponse> request, RequestHeader? header = null)
        where TResponse : IResponse<TResponse> =>
        Writes(writer =>
        {
            (header ?? new RequestHeader(Token, August, RequestHandle: 1)).Encode(writer);
            request.EncodeBody(writer);
        });

    static Action<ReferenceVector> Response<TResponse>(TResponse expected) where TResponse : IResponse<TResponse> =>
        Reads(expected, (ref reader) =>
        {
            var header = ResponseHeader.Decode(ref reader);
            Assert.That(Content.Same(header, new ResponseHeader(August, 1, StatusCode.Good, new Diagnostic(), [])), Is.True);
            return TResponse.DecodeBody(ref reader, header);
        });
}
