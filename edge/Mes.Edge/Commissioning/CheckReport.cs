using System.Text.Json.Serialization;
using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Edge.Line;
using Mes.OpcUa.Types;

namespace Mes.Edge.Commissioning;

/// <summary>What <c>mes-edge check</c> found; its JSON is what scripts read.</summary>
/// <param name="Faults">What to change in the file; with any, nothing was connected.</param>
/// <param name="Warnings">What does not keep the edge from starting, in words.</param>
sealed record CheckReport(
    string File, IReadOnlyList<ConfigurationFault> Faults, IReadOnlyList<string> Warnings,
    IReadOnlyList<CheckedSource> Sources)
{
    public static CheckReport Of(
        string file, EdgeConfiguration configuration, DefinitionsCheckpoint definitions, IReadOnlyList<SourceSight> sights,
        DateTimeOffset now)
    {
        var sources = sights.Select(sight => Draw(configuration, definitions, sight, now)).ToList();
        return new CheckReport(file, [], [.. sources.SelectMany(WarningsOf)], sources);
    }

    static CheckedSource Draw(
        EdgeConfiguration configuration, DefinitionsCheckpoint definitions, SourceSight sight, DateTimeOffset now)
    {
        var numbers = definitions.Tags
            .Where(tag => tag.Source == sight.Name)
            .Select(tag => Draw(tag.Tag, tag.Machine.Split('/')[^1], tag.Metric, tag.Unit, sight, now));
        var endpoint = configuration.Sources.First(source => source.Name == sight.Name).Endpoint;
        return new CheckedSource(sight.Name, endpoint.OriginalString, sight.IsConnected, sight.Fault, [.. numbers]);
    }

    static CheckedTag Draw(long number, string machine, string metric, string? unit, SourceSight sight, DateTimeOffset now)
    {
        if (sight.Newest.TryGetValue(number, out var sample))
        {
            var quality = new StatusCode(sample.Status);
            var warning = sample.Status == OpcUaSample.BadTypeMismatch ? "its value is no number"
                : quality.IsBad ? $"its source does not vouch for its value: {quality}"
                : null;
            return new CheckedTag(
                machine, metric, sample.Value, unit, sample.Time, Math.Round((now - sample.Time).TotalSeconds, 3),
                quality.ToString(), warning);
        }

        var why = sight.Refused.TryGetValue(number, out var reason) ? $"refused: {reason}"
            : sight.IsConnected ? "no value while it was watched"
            : null;
        return new CheckedTag(machine, metric, Value: null, unit, Time: null, AgeSeconds: null, Quality: null, why);
    }

    static IEnumerable<string> WarningsOf(CheckedSource source)
    {
        if (source.Fault is { } fault)
        {
            var state = source.Connected ? "is connected, but" : "cannot be reached";
            yield return $"{source.Name} ({source.Endpoint}) {state}: {fault}";
        }

        foreach (var tag in source.Tags.Where(tag => tag.Warning is not null))
        {
            yield return $"{tag.Machine} {tag.Metric}: {tag.Warning}";
        }
    }
}

/// <param name="Fault">Why it cannot be reached, or fell silent; null while all is well.</param>
sealed record CheckedSource(string Name, string Endpoint, bool Connected, string? Fault, IReadOnlyList<CheckedTag> Tags);

/// <param name="Time">By the best clock that the source gave.</param>
/// <param name="AgeSeconds">By this PC's clock; below zero where the source's clock is ahead.</param>
/// <param name="Quality">Status as the source gave it.</param>
sealed record CheckedTag(
    string Machine, string Metric, double? Value, string? Unit, DateTimeOffset? Time, double? AgeSeconds, string? Quality,
    string? Warning);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(CheckReport))]
sealed partial class CheckJson : JsonSerializerContext;
