using System.Threading.Channels;
using Mes.Contracts.Events;
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

sealed class RecorderInbox
{
    readonly Channel<RecorderNote> _notes = Channel.CreateBounded<RecorderNote>(
        new BoundedChannelOptions(64) { SingleReader = true });

    public ChannelReader<RecorderNote> Notes => _notes.Reader;

    public ValueTask PutAsync(RecorderNote note, CancellationToken cancellation) => _notes.Writer.WriteAsync(note, cancellation);

    public void Close() => _notes.Writer.TryComplete();
}
