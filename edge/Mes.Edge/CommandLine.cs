using Mes.Edge.Configuration;

namespace Mes.Edge;

/// <summary>What the program was asked to do.</summary>
abstract record CommandLine
{
    CommandLine()
    {
    }

    public const string Usage = """
        mes-edge --config <edge.json>                 runs the edge of one line
        mes-edge check <edge.json>                    names every fault, then shows what each tag says now
            --offline                                 connects to nothing
            --json                                    for scripts
        mes-edge browse <opc.tcp://host:port> [node]  lists a server's variables as edge.json names them
        mes-edge schema                               prints the JSON Schema of edge.json, for editors
        mes-edge tags export --config <edge.json>     writes the tags as CSV
            --out <tags.csv>                          into a file instead of to the terminal
        mes-edge tags import <tags.csv> --config <edge.json>
                                                      puts the tags of the list in place of those of the file
            --dry-run                                 says what it would do, and does nothing
        mes-edge --help                               shows this

        It ends with 0 when all is well, 2 when something given to it is wrong, 3 when it cannot start, 1 when it died.
        """;

    public sealed record Run(string ConfigurationFile) : CommandLine;

    public sealed record Check(string ConfigurationFile, bool IsOffline, bool IsJson) : CommandLine;

    public sealed record Browse(string Endpoint, string? Node) : CommandLine;

    public sealed record Schema : CommandLine;

    /// <param name="Out">Null for the terminal.</param>
    public sealed record ExportTags(string ConfigurationFile, string? Out) : CommandLine;

    public sealed record ImportTags(string List, string ConfigurationFile, bool IsDryRun) : CommandLine;

    public sealed record Help : CommandLine;

    public sealed record Wrong(string Message) : CommandLine;

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var given = Arguments.Of(arguments);
        return given switch
        {
            { Fault: { } fault } => new Wrong(fault),
            _ when given.Has("--help") || given.Words is ["help"] => new Help(),
            { Words: [], Config: { } file } when given.HasOnly("--config") => new Run(file),
            { Words: ["check", var file], Config: null } when given.HasOnly("--offline", "--json") =>
                new Check(file, given.Has("--offline"), given.Has("--json")),
            { Words: ["check"], Config: { } file } when given.HasOnly("--config", "--offline", "--json") =>
                new Check(file, given.Has("--offline"), given.Has("--json")),
            { Words: ["browse", var endpoint] } when given.HasOnly() => new Browse(endpoint, Node: null),
            { Words: ["browse", var endpoint, var node] } when given.HasOnly() => new Browse(endpoint, node),
            { Words: ["schema"] } when given.HasOnly() => new Schema(),
            { Words: ["tags", "export"], Config: { } file } when given.HasOnly("--config", "--out") =>
                new ExportTags(file, given.ValueOf("--out")),
            { Words: ["tags", "import", var list], Config: { } file } when given.HasOnly("--config", "--dry-run") =>
                new ImportTags(list, file, given.Has("--dry-run")),
            { Words: [] or ["check"] or ["tags", ..], Config: null } =>
                new Wrong("Name the configuration: --config <edge.json>."),
            _ => new Wrong($"\"{string.Join(' ', arguments)}\" is not understood."),
        };
    }

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

    /// <summary>Words and options, in whatever order they came.</summary>
    sealed record Arguments(string[] Words, IReadOnlyDictionary<string, string> Options, string? Fault)
    {
        static readonly string[] WithValue = ["--config", "--out"];
        static readonly string[] Flags = ["--offline", "--json", "--dry-run", "--help", "-h"];

        public string? Config => ValueOf("--config");

        public static Arguments Of(IReadOnlyList<string> arguments)
        {
            var words = new List<string>();
            var options = new Dictionary<string, string>();
            for (var i = 0; i < arguments.Count; i++)
            {
                var word = arguments[i];
                if (!word.StartsWith('-'))
                {
                    words.Add(word);
                }
                else if (Flags.Contains(word))
                {
                    options[word == "-h" ? "--help" : word] = "";
                }
                else if (!WithValue.Contains(word))
                {
                    return Wrong($"There is no option {word}; {NearestName.Question(word, [.. WithValue, .. Flags])}"
                        + "see mes-edge --help.");
                }
                else if (i + 1 == arguments.Count || !options.TryAdd(word, arguments[++i]))
                {
                    return Wrong($"{word} must be there once, followed by a file.");
                }
            }

            return new Arguments([.. words], options, Fault: null);
        }

        public bool Has(string option) => Options.ContainsKey(option);

        public bool HasOnly(params IEnumerable<string> options) => Options.Keys.All(options.Contains);

        public string? ValueOf(string option) => Options.GetValueOrDefault(option);

        static Arguments Wrong(string fault) => new([], new Dictionary<string, string>(), fault);
    }
}
