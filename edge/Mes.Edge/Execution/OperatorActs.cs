using System.Threading.Channels;

namespace Mes.Edge.Execution;

/// <summary>The only way an act becomes an event: the recorder decides one after the other, ahead of samples.</summary>
public sealed class OperatorActs
{
    readonly Channel<WaitingAct> _waiting = Channel.CreateBounded<WaitingAct>(
        new BoundedChannelOptions(64) { SingleReader = true });

    internal ChannelReader<WaitingAct> Waiting => _waiting.Reader;

    /// <summary>Completes after the durable commit, or with the refusal.</summary>
    /// <exception cref="ChannelClosedException">The worker is shutting down; nothing was written.</exception>
    public async Task<ActOutcome> PerformAsync(OperatorAct act, CancellationToken cancellation)
    {
        var waiting = new WaitingAct(act);
        await _waiting.Writer.WriteAsync(waiting, cancellation);
        return await waiting.Outcome.Task.WaitAsync(cancellation);
    }

    /// <summary>No further acts; those that wait are still decided.</summary>
    internal void Close() => _waiting.Writer.TryComplete();
}

/// <summary>An act and the person who waits for it.</summary>
sealed record WaitingAct(OperatorAct Act)
{
    public TaskCompletionSource<ActOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
