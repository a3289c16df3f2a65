using Mes.Domain.Anomalies;
using Mes.Domain.Machines;

namespace Mes.Edge.Configuration;

/// <summary>A whole, valid <c>edge.json</c>; <see cref="ConfigurationReader"/> makes no other.</summary>
/// <param name="Producer">This edge's number, unique at central.</param>
/// <param name="DataFolder">Absolute; holds the journal.</param>
/// <param name="Retention">How long acknowledged facts stay on this PC.</param>
/// <param name="TimeZone">In which the screen shows times.</param>
/// <param name="DiagonalInches">Of the touch screen; its pages are sized in millimetres.</param>
/// <param name="Sha256">Hash of the file's bytes, lower-case hex.</param>
sealed record EdgeConfiguration(
    uint Producer, string Site, string Line, string Station, string DataFolder, ProducerKey Key, TimeSpan Retention,
    TimeZoneInfo TimeZone, Uri Hmi, double DiagonalInches, Uri Central, IReadOnlyList<SourceConfiguration> Sources,
    IReadOnlyList<MachineConfiguration> Machines, IReadOnlyList<ReasonConfiguration> Reasons,
    OrderConfiguration? Order, string Sha256)
{
    /// <summary><c>site/line</c>, as events name it.</summary>
    public string LineCode => $"{Site}/{Line}";

    /// <summary><c>site/line/machine</c>, as events name it.</summary>
    public string CodeOf(MachineConfiguration machine) => $"{Site}/{Line}/{machine.Id}";
}

sealed record SourceConfiguration(string Name, Uri Endpoint, TimeSpan PublishingInterval);

/// <param name="StateTag">Metric of the tag that tells the state.</param>
/// <param name="CounterTag">Metric of the tag that counts parts; null where an operator counts. Same source as the state.</param>
sealed record MachineConfiguration(
    string Id, string Name, TimeSpan IdealCycle, TimeSpan Debounce, TimeSpan MicroStopLimit,
    IReadOnlyList<TagConfiguration> Tags, string StateTag, IReadOnlyDictionary<long, MachineState> States,
    string? CounterTag, long CounterModulus)
{
    public MachineRule Rule => new(States, Debounce, CounterModulus, IdealCycle);

    /// <summary>The source whose silence makes the state unknown.</summary>
    public string StateSource => Tags.First(tag => tag.Metric == StateTag).Source;
}

sealed record TagConfiguration(string Metric, string? Unit, string Source, string Node)
{
    /// <summary>What watches its values.</summary>
    public IReadOnlyList<DetectorRule> Detectors { get; init; } = [];
}

/// <param name="Kind"><see cref="Stop"/> or <see cref="Scrap"/>.</param>
sealed record ReasonConfiguration(string Code, string Name, string Kind, bool Planned)
{
    public const string Stop = "stop";
    public const string Scrap = "scrap";
}

sealed record OrderConfiguration(string Number, string Item, string ItemName, long TargetQuantity);
