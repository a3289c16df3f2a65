using System.Threading.Channels;

namespace Mes.Edge.Acquisition;

/// <summary>Where samples come from: the one seam between protocols and the rest of the edge.</summary>
interface ITagSource
{
    /// <summary>The configured name.</summary>
    string Name { get; }

    /// <summary>
    /// Connects, and connects again, until cancelled. A full channel holds the source back; it must not drop. Returns when
    /// cancelled; an exception means a bug and takes the worker down.
    /// </summary>
    Task RunAsync(ChannelWriter<SourceNotice> notices, CancellationToken cancellation);
}
