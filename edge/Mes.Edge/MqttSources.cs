using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Edge.Line;
using Mes.Mqtt;

namespace Mes.Edge;

/// <summary>Makes the configured sources of the kind MQTT.</summary>
static class MqttSources
{
    // What is under way without an answer fills one commit at most.
    const int ReceiveMax = 5_000;

    /// <param name="from">What the journal holds of it.</param>
    public static MqttTagSource Of(
        SourceConfiguration source, EdgeConfiguration configuration, DefinitionsCheckpoint definitions,
        SourceCheckpoint? from, TimeProvider time) =>
        new(source.Name, OptionsOf(source, configuration), TagsOf(source, configuration, definitions), from, time);

    /// <summary>As another client, which takes nothing over and leaves nothing behind.</summary>
    public static MqttTagSource ForVisit(
        SourceConfiguration source, EdgeConfiguration configuration, DefinitionsCheckpoint definitions, TimeProvider time)
    {
        var own = OptionsOf(source, configuration);
        var options = own with { ClientId = $"{own.ClientId}-check-{Environment.ProcessId}", KeepsSession = false };
        return new MqttTagSource(source.Name, options, TagsOf(source, configuration, definitions), from: null, time);
    }

    static MqttClientOptions OptionsOf(SourceConfiguration source, EdgeConfiguration configuration)
    {
        var mqtt = source.Mqtt!;
        return new MqttClientOptions
        {
            Endpoint = source.Endpoint,
            ClientId = mqtt.ClientId
                ?? $"mes-{configuration.Site}-{configuration.Line}-{configuration.Station}-{source.Name}",
            Version = mqtt.Version == MqttReader.Version311 ? MqttVersion.V311 : MqttVersion.V5,
            User = mqtt.User,
            Password = mqtt.Password,
            KeepAlive = mqtt.KeepAlive,
            PingInterval = TimeSpan.FromSeconds(1),
            SessionExpiry = configuration.Retention,
            ReceiveMax = ReceiveMax,
            ReconnectDelayMax = TimeSpan.FromSeconds(15),
        };
    }

    static (long, MqttTagConfiguration)[] TagsOf(
        SourceConfiguration source, EdgeConfiguration configuration, DefinitionsCheckpoint definitions)
    {
        var numbers = definitions.Tags.ToDictionary(tag => (tag.Machine, tag.Metric), tag => tag.Tag);
        return [.. from machine in configuration.Machines
            from tag in machine.Tags
            where tag.Source == source.Name
            select (numbers[(configuration.CodeOf(machine), tag.Metric)], tag.Mqtt!)];
    }
}
