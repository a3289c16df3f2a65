using System.Threading.Channels;
using Mes.Edge.Configuration;
using Mes.Mqtt;

namespace Mes.Edge.Acquisition;

/// <summary>
/// The tags of one MQTT broker. How time passes for machines that are fed by it, and what a lost session means, is told in
/// docs/decisions/0011-time-of-mqtt.md.
/// </summary>
/// <param name="tags">Each tag's number and place.</param>
/// <param name="from">What an earlier run journaled; null where it never ran.</param>
sealed class MqttTagSource(
    string name, MqttClientOptions options, IReadOnlyList<(long Tag, MqttTagConfiguration Mqtt)> tags,
    SourceCheckpoint? from, TimeProvider time) : ITagSource
{
    // Longer than a message needs from its sender to the broker.
    static readonly TimeSpan InFlight = TimeSpan.FromMilliseconds(500);
    const int Notices = 64;

    readonly UnreadableMessages _unreadable = new(time);
    DateTimeOffset? _upTo;
    bool _isKnown = from is not null;

    public string Name => name;

    public async Task RunAsync(ChannelWriter<SourceNotice> notices, CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<MqttNotice>(
            new BoundedChannelOptions(Notices) { SingleReader = true });
        var samples = new MqttSamples(name, tags, _unreadable, from);
        MqttFilter[] filters = [.. samples.Topics.Select(topic => new MqttFilter(topic))];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var receiving = new MqttSource(options, time).RunAsync(filters, channel.Writer, stop.Token);

        // Whichever ends first ends the other: nobody writes into a channel that nobody reads.
        var passing = PassOnAsync(channel.Reader, samples, notices, stop.Token);
        await Task.WhenAny(receiving, passing);
        await stop.CancelAsync();
        await Task.WhenAll(receiving, passing);
    }

    async Task PassOnAsync(
        ChannelReader<MqttNotice> from, MqttSamples samples, ChannelWriter<SourceNotice> to, CancellationToken cancellation)
    {
        await foreach (var notice in from.ReadAllAsync(cancellation))
        {
            foreach (var translated in Translate(notice, samples))
            {
                await to.WriteAsync(translated, cancellation);
            }

            if (_unreadable.Due() is { } unreadable)
            {
                await to.WriteAsync(unreadable, cancellation);
            }
        }
    }

    IEnumerable<SourceNotice> Translate(MqttNotice notice, MqttSamples samples) => notice switch
    {
        MqttNotice.Connected connected => [Begin(connected, samples)],
        MqttNotice.FilterRefused refused =>
            samples.TagsOf(refused.Filter).Select(tag => new SourceNotice.TagRefused(tag, refused.Reason)),
        MqttNotice.Received received => [SamplesOf(received, samples)],
        MqttNotice.UpToDate upToDate => [TimeOf(upToDate, samples)],
        MqttNotice.Interrupted lost => [new SourceNotice.Interrupted(_upTo, lost.Cause)],
        _ => [],
    };

    SourceNotice.Connected Begin(MqttNotice.Connected connected, MqttSamples samples)
    {
        // With its session the broker kept what came meanwhile: the data go on from where they stopped.
        var goesOn = connected.SessionPresent && _isKnown;
        var since = goesOn ? _upTo ?? DateTimeOffset.UnixEpoch : time.GetUtcNow();
        samples.ExpectsRepeats = connected.SessionPresent;

        // Also before the first answered ping: whatever came by then must be followed by a gap if the link is lost again.
        _upTo = since;
        _isKnown = true;
        return new SourceNotice.Connected(since);
    }

    SourceNotice.Published SamplesOf(MqttNotice.Received received, MqttSamples samples) =>
        new(null, samples.Of(received.Messages, WallClockAt(received.ReceivedTimestamp)), received.Acknowledge)
        {
            Repeats = true,
        };

    SourceNotice.Published TimeOf(MqttNotice.UpToDate upToDate, MqttSamples samples)
    {
        samples.ExpectsRepeats = false;
        _upTo = WallClockAt(upToDate.AskedTimestamp) - InFlight;
        return new SourceNotice.Published(_upTo, [], Acknowledge: null);
    }

    DateTimeOffset WallClockAt(long timestamp) => time.GetUtcNow() - time.GetElapsedTime(timestamp);
}
