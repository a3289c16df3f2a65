using System.Diagnostics.Metrics;

namespace Mes.Edge.Acquisition;

/// <summary>What MQTT sources took in, for whoever listens to the meter.</summary>
static class MqttMeter
{
    static readonly Meter Meter = new("Mes.Edge.Mqtt");
    static readonly Counter<long> ReceivedMessages = Meter.CreateCounter<long>("messages.received");
    static readonly Counter<long> UnreadableMessages = Meter.CreateCounter<long>("messages.unreadable");
    static readonly Counter<long> RepeatedSamples = Meter.CreateCounter<long>("samples.repeated");

    public static void Received(string source, int count) => ReceivedMessages.Add(count, Of(source));

    public static void Unreadable(string source, long? tag) =>
        UnreadableMessages.Add(1, Of(source), new KeyValuePair<string, object?>("tag", tag));

    public static void Repeated(string source) => RepeatedSamples.Add(1, Of(source));

    static KeyValuePair<string, object?> Of(string source) => new("source", source);
}
