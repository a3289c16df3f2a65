using System.Threading.Channels;
using Mes.Edge.Acquisition;

namespace Mes.Edge.Tests;

/// <summary>A PLC that says what the test tells it to say.</summary>
sealed class ScriptedSource : ITagSource
{
    readonly Channel<SourceNotice> _script = Channel.CreateBounded<SourceNotice>(10_000);

    public string Name => Some.Plc;

    public async Task RunAsync(ChannelWriter<SourceNotice> notices, CancellationToken cancellation)
    {
        await foreach (var notice in _script.Reader.ReadAllAsync(cancellation))
        {
            await notices.WriteAsync(notice, cancellation);
        }
    }

    public ScriptedSource Connect(DateTimeOffset at) => Tell(new SourceNotice.Connected(at));

    public ScriptedSource Interrupt(DateTimeOffset? last, string cause = "The cable is out.") =>
        Tell(new SourceNotice.Interrupted(last, cause));

    /// <summary>Completes once the samples are durable at the edge.</summary>
    public Task PublishAsync(DateTimeOffset at, params IReadOnlyList<TagSample> samples)
    {
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Tell(new SourceNotice.Published(at, samples, () => durable.TrySetResult()));
        return durable.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public ScriptedSource Tell(SourceNotice notice)
    {
        if (!_script.Writer.TryWrite(notice))
        {
            throw new InvalidOperationException("The script is too long.");
        }

        return this;
    }
}
