using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Messages;

/// <summary>One whole message: the id of its encoding, the header, the body.</summary>
static class MessageCodec
{
    const uint ServiceFault = 397;

    public static void EncodeRequest<TResponse>(UaWriter writer, RequestHeader header, IRequest<TResponse> request)
        where TResponse : IResponse<TResponse>
    {
        new NodeId(0, request.EncodingId).Encode(writer);
        header.Encode(writer);
        request.EncodeBody(writer);
    }

    /// <exception cref="OpcUaException">The server answered with a fault or with a bad service result.</exception>
    /// <exception cref="UaDecodingException">The bytes are no such response.</exception>
    public static TResponse DecodeResponse<TResponse>(ReadOnlySpan<byte> message, DecodingLimits limits)
        where TResponse : IResponse<TResponse>
    {
        var reader = new UaReader(message, limits);
        var id = NodeId.Decode(ref reader);
        if (id != new NodeId(0, TResponse.EncodingId) && id != new NodeId(0, ServiceFault))
        {
            throw new UaDecodingException($"{id} came where {typeof(TResponse).Name} (i={TResponse.EncodingId}) was due.");
        }

        var header = ResponseHeader.Decode(ref reader);
        if (header.ServiceResult.IsBad || id.Number == ServiceFault)
        {
            throw new OpcUaException(header.ServiceResult, $"The server refused what {typeof(TResponse).Name} would answer");
        }

        return TResponse.DecodeBody(ref reader, header);
    }

    /// <summary>Diagnostics end many responses; we never ask for any, but a server may send them.</summary>
    public static void SkipDiagnostics(ref UaReader reader) =>
        reader.ReadList(static (ref input) => Diagnostic.Decode(ref input));
}
