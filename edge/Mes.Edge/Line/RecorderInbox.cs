using System.Threading.Channels;
using Mes.Contracts.Events;
using Mes.Edge.Execution;
using Mes.Edge.Journal;

namespace Mes.Edge.Line;

/// <summary>What other loops of this program have for the recorder, as it alone writes.</summary>
abstract record RecorderNote
{
    RecorderNote()
    {
    }

    /// <summary>Central answered how far it holds a lane.</summary>
    public sealed record CentralHolds(Acknowledged Acknowledged) : RecorderNote;

    /// <summary>The clock was compared with central's.</summary>
    public sealed record ClockCompared(ClockObserved Observed) : RecorderNote;
}

/// <summary>All that reaches the recorder except samples; acts of people are taken first.</summary>
sealed class RecorderInbox(OperatorActs acts)
{
    readonly Channel<RecorderNote> _notes = Channel.CreateBounded<RecorderNote>(
        new BoundedChannelOptions(64) { SingleReader = true });

    public ChannelReader<WaitingAct> Acts => acts.Waiting;

    public ChannelReader<RecorderNote> Notes => _notes.Reader;

    public ValueTask PutAsync(RecorderNote note, CancellationToken cancellation) => _notes.Writer.WriteAsync(note, cancellation);

    /// <summary>Nothing more is taken in; what is there is still worked off.</summary>
    public void Close()
    {
        acts.Close();
        _notes.Writer.TryComplete();
    }

    /// <summary>The recorder has ended, well or not.</summary>
    public void End()
    {
        Close();
        acts.End();
    }
}
