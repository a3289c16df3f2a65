using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Edge.Line;
using Mes.OpcUa;
using Mes.OpcUa.Types;

namespace Mes.Edge;

/// <summary>Makes the configured sources; a new protocol is a new case here.</summary>
static class TagSources
{
    public static IReadOnlyList<ITagSource> Of(
        EdgeConfiguration configuration, DefinitionsCheckpoint definitions, TimeProvider time) =>
        [.. configuration.Sources.Select(source => Of(source, TagsOf(source, configuration, definitions), configuration, time))];

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
        SourceConfiguration source, EdgeConfiguration configuration, DefinitionsCheckpoint definitions) =>
        [.. from machine in configuration.Machines
            from tag in machine.Tags
            where tag.Source == source.Name
            select (definitions.TagOf(configuration.CodeOf(machine), tag.Metric), ExpandedNodeId.Parse(tag.Node))];
}
