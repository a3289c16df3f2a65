using System.Threading.Channels;
using Mes.OpcUa.Messages;
using Mes.OpcUa.SecureChannels;
using Mes.OpcUa.Sessions;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.Subscriptions;

/// <summary>An answer to a publish request, with the moment at which it arrived.</summary>
readonly record struct PublishAnswer(Answer<PublishResponse> Answer, long ReceivedTimestamp);

/// <summary>
/// The publish loop of one subscription: keeps requests waiting at the server and hands out the answers in the order of
/// arrival. Silence beyond the watchdog's patience is a lost link, whatever the socket says.
/// </summary>
sealed class Publication(Session session, uint subscriptionId, TimeSpan silenceMax, TimeProvider time)
{
    // Even the only request was refused: one more at once would only be refused again.
    static readonly TimeSpan RefusalPause = TimeSpan.FromSeconds(1);

    // Every waiting request yields one answer, so the channel reader of the connection always finds room here.
    readonly Channel<PublishAnswer> _answers = Channel.CreateBounded<PublishAnswer>(PublishWindow.SizeMax);
    readonly PublishWindow _window = new(subscriptions: 1);
    readonly Acknowledgements _acknowledgements = new();
    long _lastHeard = time.GetTimestamp();
    bool _holdsBack;

    public void Confirm(uint sequenceNumber) => _acknowledgements.Confirm(sequenceNumber);

    /// <summary>The next notification, or null when <paramref name="patience"/> ends first.</summary>
    /// <exception cref="OpcUaException">The request was refused, the connection is lost, or silent for too long.</exception>
    /// <exception cref="Codec.UaDecodingException">An answer is malformed: nobody knows what it held.</exception>
    public async Task<(PublishResponse Response, long ReceivedTimestamp)?> NextAsync(
        TimeSpan patience, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            await RefillAsync(cancellation);
            var left = patience - time.GetElapsedTime(started);
            if (!await WaitAsync(left, cancellation))
            {
                return null;
            }

            while (_answers.Reader.TryRead(out var received))
            {
                if (Take(received.Answer) is { } response)
                {
                    return (response, received.ReceivedTimestamp);
                }
            }
        }
    }

    async Task RefillAsync(CancellationToken cancellation)
    {
        if (_holdsBack)
        {
            await Task.Delay(RefusalPause, time, cancellation);
            _holdsBack = false;
        }

        if (_window.IsEmpty)
        {
            // While nothing waits at the server its silence is ours: the reader was slow to take what we had.
            _lastHeard = time.GetTimestamp();
        }

        while (_window.Missing > 0)
        {
            _window.Sent();
            var due = Array.ConvertAll(
                _acknowledgements.Take(), number => new SubscriptionAcknowledgement(subscriptionId, number));
            await session.PostAsync(
                new PublishRequest(due), answer => _answers.Writer.TryWrite(new PublishAnswer(answer, time.GetTimestamp())));
        }
    }

    async Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (_answers.Reader.TryPeek(out _))
        {
            return true;
        }

        var silenceLeft = silenceMax - time.GetElapsedTime(_lastHeard);
        var wait = patience < silenceLeft ? patience : silenceLeft;
        try
        {
            var ready = _answers.Reader.WaitToReadAsync(cancellation).AsTask();
            await ready.WaitAsync(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, cancellation);
            return true;
        }
        catch (TimeoutException) when (time.GetElapsedTime(_lastHeard) < silenceMax)
        {
            return false;
        }
        catch (TimeoutException e)
        {
            var silent = new OpcUaException(
                StatusCodes.BadTimeout, $"The server has been silent for {silenceMax.TotalSeconds} s", e);
            session.Abandon(silent);
            throw silent;
        }
    }

    PublishResponse? Take(Answer<PublishResponse> answer)
    {
        _lastHeard = time.GetTimestamp();
        if (answer.Error is OpcUaException refusal && refusal.Status == StatusCodes.BadTooManyPublishRequests)
        {
            _window.Refused();
            _holdsBack = _window.IsEmpty;
            return null;
        }

        _window.Answered();
        if (answer.Error is { } error)
        {
            throw error;
        }

        var response = answer.Response!;
        if (response.SubscriptionId != subscriptionId)
        {
            return null;
        }

        _acknowledgements.SetAvailable(response.AvailableSequenceNumbers);
        return response;
    }
}
