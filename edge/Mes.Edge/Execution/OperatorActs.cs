using System.Threading.Channels;

namespace Mes.Edge.Execution;

/// <summary>The only way an act becomes an event: the recorder decides one after the other, ahead of samples.</summary>
public sealed class OperatorActs
{
    static readonly ActOutcome Ending = new ActOutcome.Refused(new Refusal(RefusalCode.Ending));
    static readonly ActOutcome NoActId = new ActOutcome.Refused(new Refusal(RefusalCode.NoActId));

    readonly Channel<WaitingAct> _waiting = Channel.CreateBounded<WaitingAct>(
        new BoundedChannelOptions(64) { SingleReader = true });
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ChannelReader<WaitingAct> Waiting => _waiting.Reader;

    /// <summary>Completes after the durable commit, or with the refusal.</summary>
    public async Task<ActOutcome> PerformAsync(OperatorAct act, CancellationToken cancellation)
    {
        if (act.Act == Guid.Empty)
        {
            // Whoever sent it next without one would be told that it was saved before.
            return NoActId;
        }

        var waiting = new WaitingAct(act);
        try
        {
            await _waiting.Writer.WriteAsync(waiting, cancellation);
        }
        catch (ChannelClosedException)
        {
            return Ending;
        }

        var outcome = waiting.Outcome.Task;
        await Task.WhenAny(outcome, _ended.Task).WaitAsync(cancellation);
        return outcome.IsCompleted ? await outcome : Ending;
    }

    /// <summary>No further acts; those that wait are still decided.</summary>
    internal void Close() => _waiting.Writer.TryComplete();

    /// <summary>Nobody decides any more: who still waits hears that.</summary>
    internal void End() => _ended.TrySetResult();
}

/// <summary>An act and the person who waits for it.</summary>
sealed record WaitingAct(OperatorAct Act)
{
    public TaskCompletionSource<ActOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
