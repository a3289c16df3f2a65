using System.Globalization;
using System.Text.Json;
using Mes.Edge.Configuration;
using Mes.Edge.Line;

namespace Mes.Edge.Commissioning;

/// <summary>
/// <c>mes-edge check</c>: every fault of the file, then what each tag shows now. A running edge is not disturbed: the journal is
/// not opened, and each source is visited as another client.
/// </summary>
static class CheckCommand
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Whether the file is right; a source that cannot be reached does not make it wrong.</returns>
    public static async Task<bool> RunAsync(
        CommandLine.Check asked, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        var (configuration, faults) = ConfigurationReader.ReadFile(asked.ConfigurationFile);
        var report = configuration is null ? new CheckReport(asked.ConfigurationFile, faults, [], [])
            : asked.IsOffline ? new CheckReport(asked.ConfigurationFile, [], [], [])
            : await LookAsync(asked.ConfigurationFile, configuration, time, cancellation);
        if (asked.IsJson)
        {
            output.WriteLine(JsonSerializer.Serialize(report, CheckJson.Default.CheckReport));
        }
        else
        {
            Write(report, output);
        }

        return report.Faults.Count == 0;
    }

    static async Task<CheckReport> LookAsync(
        string file, EdgeConfiguration configuration, TimeProvider time, CancellationToken cancellation)
    {
        // Numbers as a new journal would give them: they name the tags between the sources and the report, and nobody else.
        var (definitions, _) = DefinitionChanges.Between(configuration, DefinitionsCheckpoint.Start);
        var numbers = definitions.Tags.ToLookup(tag => tag.Source, tag => tag.Tag);
        var sights = await Task.WhenAll(TagSources.ForVisit(configuration, definitions, time).Select(source =>
            SourceProbe.LookAsync(source, [.. numbers[source.Name]], Patience, time, cancellation)));
        return CheckReport.Of(file, configuration, definitions, sights, time.GetUtcNow());
    }

    static void Write(CheckReport report, TextWriter output)
    {
        if (report.Faults.Count > 0)
        {
            output.WriteLine($"{report.File} has {Counted(report.Faults.Count, "fault")}:");
            foreach (var fault in report.Faults)
            {
                output.WriteLine($"  {fault}");
            }

            return;
        }

        output.WriteLine($"{report.File} is right.");
        foreach (var source in report.Sources)
        {
            output.WriteLine($"\n{source.Name}  {source.Endpoint}  {(source.Connected ? "connected" : "cannot be reached")}");
            string[] head = ["machine", "metric", "value", "unit", "age", "quality"];
            TextTable.Write(output, "  ", [head, .. source.Tags.Select(Row)]);
        }

        if (report.Warnings.Count > 0)
        {
            output.WriteLine($"\n{Counted(report.Warnings.Count, "warning")}; the edge starts all the same:");
            foreach (var warning in report.Warnings)
            {
                output.WriteLine($"  {warning}");
            }
        }
    }

    static string[] Row(CheckedTag tag) =>
    [
        tag.Machine, tag.Metric, tag.Value?.ToString("G15", CultureInfo.InvariantCulture) ?? "-", tag.Unit ?? "",
        tag.AgeSeconds is { } age ? Age(age) : "-", tag.Quality ?? tag.Warning ?? "-",
    ];

    static string Age(double seconds)
    {
        var (size, ahead) = (Math.Abs(seconds), seconds < 0 ? " ahead" : "");
        return size switch
        {
            < 120 => string.Create(CultureInfo.InvariantCulture, $"{size:0.0} s{ahead}"),
            < 7200 => string.Create(CultureInfo.InvariantCulture, $"{size / 60:0} min{ahead}"),
            < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{size / 3600:0} h{ahead}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{size / 86_400:0} d{ahead}"),
        };
    }

    static string Counted(int count, string word) => $"{count} {word}{(count == 1 ? "" : "s")}";
}
