using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Messages;

/// <summary>A service request; the header before it belongs to the channel, which knows handle, time and token.</summary>
interface IRequest<TResponse> where TResponse : IResponse<TResponse>
{
    /// <summary>Id of the request's binary encoding in namespace 0.</summary>
    uint EncodingId { get; }

    void EncodeBody(UaWriter writer);
}

/// <summary>What answers an <see cref="IRequest{TResponse}"/>.</summary>
interface IResponse<out TSelf> where TSelf : IResponse<TSelf>
{
    static abstract uint EncodingId { get; }

    static abstract TSelf DecodeBody(ref UaReader reader, ResponseHeader header);
}
