using Mes.Edge.Configuration;

namespace Mes.Edge;

/// <summary>What the program was asked to do.</summary>
abstract record CommandLine
{
    CommandLine()
    {
    }

    public const string Usage = """
        mes-edge --config <edge.json>          runs the edge of one line
        mes-edge check --config <edge.json>    only checks the configuration: 0 when it is right, 2 with every fault
        mes-edge --help                        shows this
        """;

    public sealed record Run(string ConfigurationFile) : CommandLine;

    public sealed record Check(string ConfigurationFile) : CommandLine;

    public sealed record Help : CommandLine;

    public sealed record Wrong(string Message) : CommandLine;

    public static CommandLine Parse(IReadOnlyList<string> arguments) => arguments switch
    {
        ["--help"] or ["-h"] or ["help"] => new Help(),
        ["--config", var file] => new Run(file),
        ["check", "--config", var file] => new Check(file),
        [] or ["check"] => new Wrong("Name the configuration: --config <edge.json>."),
        _ => new Wrong($"\"{string.Join(' ', arguments)}\" is not understood."),
    };

    /// <summary>The configuration, or null after every fault has been written.</summary>
    public static EdgeConfiguration? Load(string file, TextWriter errors)
    {
        var (configuration, faults) = ConfigurationReader.ReadFile(file);
        if (faults.Count > 0)
        {
            errors.WriteLine($"{file} has {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}; nothing was started:");
        }

        foreach (var fault in faults)
        {
            errors.WriteLine($"  {fault}");
        }

        return configuration;
    }
}
