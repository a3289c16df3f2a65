using Mes.OpcUa.Codec;
using Mes.OpcUa.Messages;

namespace Mes.OpcUa.SecureChannels;

/// <summary>What came of a request: the response, or why there is none.</summary>
readonly record struct Answer<TResponse>(TResponse? Response, Exception? Error);

/// <summary>A request that waits for its answer.</summary>
abstract class PendingCall
{
    public abstract void Complete(ReadOnlySpan<byte> message, DecodingLimits limits);

    public abstract void Fail(Exception error);
}

/// <param name="answered">Called once, by the reader of the channel: it must not block.</param>
sealed class PendingCall<TResponse>(Action<Answer<TResponse>> answered) : PendingCall
    where TResponse : IResponse<TResponse>
{
    public override void Complete(ReadOnlySpan<byte> message, DecodingLimits limits)
    {
        Answer<TResponse> answer;
        try
        {
            answer = new Answer<TResponse>(MessageCodec.DecodeResponse<TResponse>(message, limits), null);
        }
        catch (Exception e) when (e is OpcUaException or UaDecodingException)
        {
            answer = new Answer<TResponse>(default, e);
        }

        answered(answer);
    }

    public override void Fail(Exception error) => answered(new Answer<TResponse>(default, error));
}
