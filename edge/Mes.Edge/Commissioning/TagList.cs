using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Mes.Edge.Configuration;

namespace Mes.Edge.Commissioning;

/// <summary>One line of a tag list.</summary>
/// <param name="Line">Its number in the file, for faults.</param>
/// <param name="Cells">By column; no entry where the cell is empty.</param>
sealed record TagLine(int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string Machine => Cells.GetValueOrDefault(TagList.MachineColumn, "");

    public string Metric => Cells.GetValueOrDefault("metric", "");
}

/// <summary>The tags of all machines as CSV, as spreadsheets and engineering tools exchange them: UTF-8, RFC 4180.</summary>
static class TagList
{
    public const string MachineColumn = "machine";

    /// <summary>Its cell is JSON; every other is text.</summary>
    public const string DetectColumn = "detect";

    /// <summary>The members of a tag, after the machine that it belongs to.</summary>
    public static readonly IReadOnlyList<string> Columns =
        [MachineColumn, "metric", "unit", "source", "node", "topic", "format", "value", "time", DetectColumn];

    static readonly IReadOnlyList<string> Required = [MachineColumn, "metric", "source"];

    // The separator is found out: spreadsheets of many countries write a semicolon.
    static readonly CsvReaderOptions Strict = CsvReaderOptions.Default with
    {
        TrackLineNumbers = true,
        TrimWhitespace = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    public static void Write(TextWriter output, IEnumerable<(string Machine, JsonObject Tag)> tags)
    {
        using var csv = CsvWriter.Create(output, leaveOpen: true);
        foreach (var column in Columns)
        {
            csv.WriteField(column);
        }

        csv.EndRecord();
        foreach (var (machine, tag) in tags)
        {
            csv.WriteField(machine);
            foreach (var column in Columns.Skip(1))
            {
                csv.WriteField(CellOf(tag[column]));
            }

            csv.EndRecord();
        }
    }

    /// <summary>
    /// Every line, and what is wrong with the list itself; whether the tags are right is the configuration's matter.
    /// </summary>
    public static (IReadOnlyList<TagLine> Lines, IReadOnlyList<TagListFault> Faults) Read(TextReader input)
    {
        var lines = new List<TagLine>();
        using var csv = CsvReader.Create(input, Strict, leaveOpen: true);
        try
        {
            csv.ReadHeader();
            var header = csv.Headers.ToArray();
            var faults = FaultsOf(header).ToList();
            while (faults.Count == 0 && csv.Read())
            {
                var cells = header
                    .Select((column, i) => (Column: column, Cell: csv.GetString(i)))
                    .Where(each => each.Cell.Length > 0)
                    .ToDictionary(each => each.Column, each => each.Cell);
                lines.Add(new TagLine((int)csv.LineNumber, cells));
            }

            return (lines, faults);
        }
        catch (CsvFormatException broken)
        {
            return (lines, [new TagListFault((int)broken.LineNumber, broken.Message)]);
        }
    }

    /// <summary>The tag that a line describes; what a list has no column for stays as the tag had it.</summary>
    /// <param name="former">The tag so far; null for a new one.</param>
    /// <exception cref="JsonException">The <c>detect</c> cell is not JSON.</exception>
    public static JsonObject TagOf(TagLine line, JsonObject? former)
    {
        var tag = new JsonObject();
        foreach (var column in Columns.Skip(1))
        {
            if (line.Cells.GetValueOrDefault(column) is { } cell)
            {
                tag[column] = ValueOf(line, column, cell);
            }
        }

        foreach (var (name, value) in former ?? [])
        {
            if (!Columns.Contains(name))
            {
                tag[name] = value?.DeepClone();
            }
        }

        return tag;
    }

    static IEnumerable<TagListFault> FaultsOf(string[] header)
    {
        foreach (var column in header.Where(column => !Columns.Contains(column)))
        {
            yield return new TagListFault(
                1, $"\"{column}\" is no column; {NearestName.Question(column, Columns)}columns are {string.Join(", ", Columns)}");
        }

        foreach (var column in header.GroupBy(column => column).Where(same => same.Count() > 1))
        {
            yield return new TagListFault(1, $"the column {column.Key} is there twice");
        }

        foreach (var column in Required.Except(header))
        {
            yield return new TagListFault(1, $"the column {column} is missing");
        }
    }

    static string CellOf(JsonNode? member) => member switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => member.ToJsonString(ReadableJson.OneLine),
    };

    // Where value and time are columns of a CSV payload, they are numbers.
    static JsonNode? ValueOf(TagLine line, string column, string cell) => column switch
    {
        DetectColumn => JsonNode.Parse(cell),
        "value" or "time" when line.Cells.GetValueOrDefault("format") == "csv"
            && long.TryParse(cell, CultureInfo.InvariantCulture, out var number) => number,
        _ => cell,
    };
}

/// <param name="Line">In the list; 0 where the fault is not of one line.</param>
sealed record TagListFault(int Line, string Message)
{
    public override string ToString() => Line == 0 ? Message : $"line {Line}: {Message}";
}
