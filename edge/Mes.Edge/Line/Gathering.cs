using Mes.Contracts.Chain;
using Mes.Contracts.Events;
using Mes.Contracts.Telemetry;
using Mes.Edge.Acquisition;
using Mes.Edge.Execution;
using Mes.Edge.Journal;

namespace Mes.Edge.Line;

/// <summary>What waits for the next commit, and who waits with it.</summary>
sealed class Gathering(EdgeClock clock)
{
    // How long the first waiting sample may wait for others (L13).
    static readonly TimeSpan Most = TimeSpan.FromMilliseconds(250);
    const int MostSamples = 5_000;

    readonly List<TelemetrySample> _samples = [];
    readonly List<Action> _acknowledgements = [];
    readonly List<(WaitingAct Act, ActOutcome Outcome)> _answers = [];
    readonly Dictionary<Guid, ActOutcome> _outcomes = [];
    readonly Dictionary<Lane, Acknowledged> _acknowledged = [];
    EventTimes? _firstSampleAt;
    TimeSpan? _since;

    public IReadOnlyList<TelemetrySample> Samples => _samples;

    /// <summary>The clocks at the first sample.</summary>
    public EventTimes At => _firstSampleAt ?? clock.Times();

    public IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged.Values;

    public bool IsFull => _samples.Count >= MostSamples;

    /// <summary>A person or a transition waits: commit at once.</summary>
    public bool IsUrgent { get; set; }

    /// <summary>How long until the commit is due; null while nothing waits for one.</summary>
    public TimeSpan? DueIn => IsUrgent || IsFull ? TimeSpan.Zero : _since is { } since ? Most - (clock.Mono - since) : null;

    public void Begin() => _since ??= clock.Mono;

    public void Add(SourceNotice.Published published)
    {
        if (published.Samples.Count > 0)
        {
            _firstSampleAt ??= clock.Times();
        }

        _samples.AddRange(published.Samples.Select(sample =>
            new TelemetrySample(sample.Tag, sample.Time, sample.Value, sample.Status)));
        if (published.Acknowledge is { } acknowledge)
        {
            _acknowledgements.Add(acknowledge);
        }
    }

    public void Add(Acknowledged acknowledged) => _acknowledged[acknowledged.Lane] = acknowledged;

    /// <summary>The outcome of an act that waits for this very commit.</summary>
    public ActOutcome? OutcomeOf(Guid act) => _outcomes.GetValueOrDefault(act);

    public void Add(WaitingAct act, ActOutcome outcome)
    {
        _outcomes[act.Act.Act] = outcome;
        _answers.Add((act, outcome));
        IsUrgent = true;
    }

    /// <summary>It is durable: tells all who waited, and begins anew.</summary>
    public void Answer()
    {
        _acknowledgements.ForEach(acknowledge => acknowledge());
        _answers.ForEach(answer => answer.Act.Outcome.TrySetResult(answer.Outcome));
        _acknowledgements.Clear();
        _answers.Clear();
        _outcomes.Clear();
        _acknowledged.Clear();
        _samples.Clear();
        _firstSampleAt = null;
        _since = null;
        IsUrgent = false;
    }
}
