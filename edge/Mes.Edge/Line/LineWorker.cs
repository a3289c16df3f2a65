using System.Threading.Channels;
using Mes.Edge.Acquisition;

namespace Mes.Edge.Line;

/// <summary>
/// Runs the sources and the recorder. On shutdown intake stops first, then the recorder writes what is still in the channels.
/// A source or a recorder that fails takes the program down: a silent edge would be worse.
/// </summary>
sealed class LineWorker(
    Recorder recorder, IReadOnlyList<ITagSource> sources, RecorderInbox inbox) : BackgroundService
{
    const int NoticesPerSource = 64;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopSources = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var channels = sources.ToDictionary(source => source, _ => Channel.CreateBounded<SourceNotice>(
            new BoundedChannelOptions(NoticesPerSource) { SingleReader = true, SingleWriter = true }));
        await using var closing = stoppingToken.Register(inbox.Close);
        var running = channels
            .Select(each => Task.Run(() => RunAsync(each.Key, each.Value, stopSources.Token), CancellationToken.None))
            .ToArray();
        try
        {
            // Off the host's start-up: opening gaps and announcing the configuration write to disk.
            await Task.Run(
                () => recorder.RunAsync([.. channels.Select(each => new SourceFeed(each.Key.Name, each.Value.Reader))]),
                CancellationToken.None);
        }
        finally
        {
            inbox.End();
            await stopSources.CancelAsync();
            await Task.WhenAll(running);
        }
    }

    static async Task RunAsync(ITagSource source, Channel<SourceNotice> channel, CancellationToken cancellation)
    {
        try
        {
            await source.RunAsync(channel.Writer, cancellation);
            channel.Writer.TryComplete();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            channel.Writer.TryComplete();
        }
        catch (Exception failed)
        {
            // The recorder throws it on: the program ends with the cause in its log.
            channel.Writer.TryComplete(failed);
        }
    }
}
