using Mes.Edge.Configuration;
using Mes.Mqtt;

namespace Mes.Edge.Acquisition;

/// <summary>
/// Turns messages into samples. Of what the broker sends again after a connection was lost, only what was not seen before
/// passes; retained messages always pass, as they are the present values.
/// </summary>
sealed class MqttSamples
{
    /// <summary>
    /// OPC UA's <c>Uncertain</c> without a reason of its own, as none of the standard's says <em>dated by the receiver</em>.
    /// </summary>
    public const uint UncertainTime = 0x4000_0000;

    readonly string _source;
    readonly Dictionary<string, List<(long Tag, PayloadReader Reader)>> _topics;
    readonly UnreadableMessages _unreadable;
    readonly SourceCursor _cursor;

    public MqttSamples(
        string source, IReadOnlyList<(long Tag, MqttTagConfiguration Mqtt)> tags,
        UnreadableMessages unreadable, SourceCheckpoint? from)
    {
        _source = source;
        _unreadable = unreadable;
        _cursor = new SourceCursor(from);
        _topics = tags.GroupBy(tag => tag.Mqtt.Topic).ToDictionary(
            topic => topic.Key,
            topic => topic
                .Select(tag => (tag.Tag, new PayloadReader(tag.Mqtt.Format, tag.Mqtt.Value, tag.Mqtt.Time)))
                .ToList());
    }

    public IReadOnlyCollection<string> Topics => _topics.Keys;

    public IEnumerable<long> TagsOf(string topic) => _topics[topic].Select(each => each.Tag);

    /// <summary>Between a connection to an old session and the broker's word that nothing waits, repetitions come.</summary>
    public bool ExpectsRepeats { get; set; }

    /// <param name="arrival">By our wall clock.</param>
    public IReadOnlyList<TagSample> Of(IReadOnlyList<MqttMessage> messages, DateTimeOffset arrival)
    {
        MqttMeter.Received(_source, messages.Count);
        var samples = new List<TagSample>(messages.Count);
        foreach (var message in messages)
        {
            Add(message, arrival, samples);
        }

        return samples;
    }

    void Add(MqttMessage message, DateTimeOffset arrival, List<TagSample> samples)
    {
        if (!_topics.TryGetValue(message.Topic, out var tags) || message.IsTooLarge)
        {
            MqttMeter.Unreadable(_source, tag: null);
            _unreadable.Add(message.Topic, tags is null ? "no tag has this topic" : $"{message.Length} bytes are too many");
            return;
        }

        foreach (var (tag, reader) in tags)
        {
            var reading = reader.Read(message.Payload);
            if (reading.Fault is { } fault)
            {
                MqttMeter.Unreadable(_source, tag);
                _unreadable.Add(message.Topic, fault);
                continue;
            }

            var sample = SampleOf(tag, reading, arrival);
            if (ExpectsRepeats && !message.IsRetained && _cursor.HasSeen(sample, message.IsRepeat))
            {
                MqttMeter.Repeated(_source);
                continue;
            }

            _cursor.Take([sample]);
            samples.Add(sample);
        }
    }

    // The arrival stands for the server's clock: with it a machine's own clock is compared, as with that of an OPC UA server.
    static TagSample SampleOf(long tag, PayloadReading reading, DateTimeOffset arrival) => new(
        tag, reading.Time, reading.Time is null ? null : arrival, arrival, reading.Value,
        reading.Value is null ? OpcUaSample.BadTypeMismatch : reading.Time is null ? UncertainTime : 0);
}
