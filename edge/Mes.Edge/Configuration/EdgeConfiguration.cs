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

/// <param name="PublishingInterval">Of an OPC UA server.</param>
sealed record SourceConfiguration(string Name, Uri Endpoint, TimeSpan PublishingInterval)
{
    /// <summary>Null for an OPC UA server.</summary>
    public MqttConfiguration? Mqtt { get; init; }
}

/// <param name="CounterTag">Metric of the tag that counts parts; null where an operator counts. Same source as the state.</param>
/// <param name="FaultCode">How the machine itself tells why it stopped; null where it does not.</param>
sealed record MachineConfiguration(
    string Id, string Name, TimeSpan IdealCycle, TimeSpan Debounce, TimeSpan MicroStopLimit,
    IReadOnlyList<TagConfiguration> Tags, StateConfiguration State,
    string? CounterTag, long CounterModulus, FaultCodeConfiguration? FaultCode)
{
    public MachineRule Rule => new(State.Rule, Debounce, CounterModulus, IdealCycle)
    {
        FaultReasons = FaultCode?.Reasons ?? new Dictionary<long, string>(),
    };

    /// <summary>The source whose silence makes the state unknown.</summary>
    public string StateSource
    {
        get
        {
            var metric = State.Tags.Count > 0 ? State.Tags.Values.First() : CounterTag;
            return Tags.First(tag => tag.Metric == metric).Source;
        }
    }
}

/// <param name="Tags">Metric of each tag that the rule reads; none where the counter tells the state.</param>
sealed record StateConfiguration(StateRule Rule, IReadOnlyDictionary<StateSignal, string> Tags);

/// <param name="Tag">Metric of the tag that shows the code. Same source as the state.</param>
/// <param name="Reasons">Stop reason of each code.</param>
sealed record FaultCodeConfiguration(string Tag, IReadOnlyDictionary<long, string> Reasons);

/// <param name="Node">Empty for a tag of an MQTT broker.</param>
sealed record TagConfiguration(string Metric, string? Unit, string Source, string Node)
{
    /// <summary>Null for a tag of an OPC UA server.</summary>
    public MqttTagConfiguration? Mqtt { get; init; }

    /// <summary>Where the source has it, as the tag's definition names it.</summary>
    public string Address => Mqtt?.Address ?? Node;

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
