using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Edge.Journal;
using Mes.Edge.Line;
using Mes.OpcUa;
using Mes.OpcUa.Types;

namespace Mes.Edge;

/// <summary>Makes the configured sources; a new protocol is a new case here.</summary>
static class TagSources
{
    public static IReadOnlyList<ITagSource> Of(
        EdgeConfiguration configuration, DefinitionsCheckpoint definitions, JournalStore store, TimeProvider time) =>
        [.. configuration.Sources.Select(ITagSource (source) => source.Mqtt is null
            ? Of(source, TagsOf(source, configuration, definitions), configuration, time)
            : MqttSources.Of(source, configuration, definitions, store.ReadSource(source.Name), time))];

    /// <summary>
    /// The same sources for somebody who only looks, beside an edge that may be running: sessions of their own, under a name of
    /// their own, of which nothing stays at the source.
    /// </summary>
    public static IReadOnlyList<ITagSource> ForVisit(
        EdgeConfiguration configuration, DefinitionsCheckpoint definitions, TimeProvider time)
    {
        var visitor = configuration with { Station = $"{configuration.Station} (check)" };
        return [.. configuration.Sources.Select(ITagSource (source) => source.Mqtt is null
            ? Of(source, TagsOf(source, configuration, definitions), visitor, time)
            : MqttSources.ForVisit(source, configuration, definitions, time))];
    }

    static OpcUaTagSource Of(
        SourceConfiguration source, IReadOnlyList<(long, ExpandedNodeId)> tags,
        EdgeConfiguration configuration, TimeProvider time)
    {
        var options = new OpcUaClientOptions
        {
            Endpoint = source.Endpoint,
            PublishingInterval = source.PublishingInterval,
            ApplicationName = $"MES edge {configuration.Site}/{configuration.Line}/{configuration.Station}",
            ReconnectDelayMax = TimeSpan.FromSeconds(15),
        };
        return new OpcUaTagSource(source.Name, options, tags, time);
    }

    static List<(long, ExpandedNodeId)> TagsOf(
        SourceConfiguration source, EdgeConfiguration configuration, DefinitionsCheckpoint definitions)
    {
        var numbers = definitions.Tags.ToDictionary(tag => (tag.Machine, tag.Metric), tag => tag.Tag);
        return [.. from machine in configuration.Machines
            from tag in machine.Tags
            where tag.Source == source.Name
            select (numbers[(configuration.CodeOf(machine), tag.Metric)], ExpandedNodeId.Parse(tag.Node))];
    }
}
