using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mes.Edge.Commissioning;

/// <summary><c>mes-edge tags</c>: the tags of an <c>edge.json</c> out to a list and back.</summary>
static class TagListCommand
{
    static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
    };

    public static bool Export(CommandLine.ExportTags asked, TextWriter output, TextWriter errors) => Trying(errors, () =>
    {
        if (ReadRoot(asked.ConfigurationFile, errors) is not { } root)
        {
            return false;
        }

        var tags = TagImport.MachinesOf(root)
            .SelectMany(machine => TagImport.TagsOf(machine).Select(tag => (TagImport.IdOf(machine), tag)))
            .ToList();
        if (asked.Out is null)
        {
            TagList.Write(output, tags);
            return true;
        }

        // Spreadsheets take UTF-8 for what it is only where the file says so.
        using (var file = new StreamWriter(asked.Out, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            TagList.Write(file, tags);
        }

        output.WriteLine($"{tags.Count} tags are in {asked.Out}.");
        return true;
    });

    public static bool Import(CommandLine.ImportTags asked, TextWriter output, TextWriter errors) => Trying(errors, () =>
    {
        if (ReadRoot(asked.ConfigurationFile, errors) is not { } root)
        {
            return false;
        }

        using var list = new StreamReader(asked.List);
        var (lines, faults) = TagList.Read(list);
        var folder = Path.GetDirectoryName(Path.GetFullPath(asked.ConfigurationFile))!;
        var import = faults.Count > 0 ? new TagImport(0, 0, 0, Text: null, faults) : TagImport.Of(root, lines, folder);
        if (import.Text is not { } text)
        {
            errors.WriteLine($"{asked.List}: {import.Faults.Count} {(import.Faults.Count == 1 ? "fault" : "faults")}; "
                + $"{asked.ConfigurationFile} is as it was:");
            foreach (var fault in import.Faults)
            {
                errors.WriteLine($"  {fault}");
            }

            return false;
        }

        output.WriteLine($"{asked.List}: {lines.Count} tags; {import.Added} added, {import.Changed} changed, "
            + $"{import.Removed} removed.");
        if (asked.IsDryRun)
        {
            output.WriteLine($"{asked.ConfigurationFile} is as it was: this was a dry run.");
            return true;
        }

        Replace(asked.ConfigurationFile, text);
        output.WriteLine($"{asked.ConfigurationFile} is written. The file as it was, with its comments if it had any, is "
            + $"{BackupOf(asked.ConfigurationFile)}. Restart the edge to take it up.");
        return true;
    });

    static bool Trying(TextWriter errors, Func<bool> act)
    {
        try
        {
            return act();
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(unusable.Message);
            return false;
        }
    }

    static JsonObject? ReadRoot(string file, TextWriter errors)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file), documentOptions: Lenient) is JsonObject root)
            {
                return root;
            }

            errors.WriteLine($"{file} is no object; this is no edge.json");
        }
        catch (JsonException broken)
        {
            errors.WriteLine($"{file}: line {broken.LineNumber + 1}: {broken.Message.Split(" Path:")[0]}");
        }

        return null;
    }

    static string BackupOf(string file) => file + ".bak";

    /// <summary>Whoever reads the file at any moment reads the old one or the new one, whole.</summary>
    static void Replace(string file, string text)
    {
        var fresh = file + ".new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(fresh, File.GetUnixFileMode(file));
        }

        File.Copy(file, BackupOf(file), overwrite: true);
        File.Move(fresh, file, overwrite: true);
    }
}
