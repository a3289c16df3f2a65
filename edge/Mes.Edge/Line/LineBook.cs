using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mes.Contracts.Events;
using Mes.Domain.Machines;
using Mes.Edge.Acquisition;
using Mes.Edge.Anomalies;
using Mes.Edge.Configuration;
using Mes.Edge.Execution;
using Mes.Edge.Journal;
using Mes.Edge.Machines;

namespace Mes.Edge.Line;

/// <summary>
/// The line as its events tell it, in memory and ahead of the journal by at most one commit. Used by the recorder's loop only.
/// </summary>
sealed class LineBook
{
    const string LineName = "line";
    const string DefinitionsName = "definitions";

    static readonly StateRule Nothing = new StateRule.ByTag(new Dictionary<long, MachineState>());

    readonly EdgeConfiguration _configuration;
    readonly EventMint _mint;
    readonly List<JournalEvent> _events = [];
    readonly Dictionary<string, Func<byte[]>> _changed = [];
    readonly Dictionary<string, MachineCheckpoint> _machines = [];
    readonly List<MachineDesk> _desks = [];
    readonly Dictionary<string, SourceCursor> _cursors = [];
    readonly JournalStore _store;
    readonly SourceClocks _clocks = new();

    LineBook(EdgeConfiguration configuration, JournalStore store, EventMint mint)
    {
        _store = store;
        _configuration = configuration;
        _mint = mint;
        Line = LineCheckpoint.Start;
        Definitions = DefinitionsCheckpoint.Start;
    }

    public LineCheckpoint Line { get; private set; }

    public DefinitionsCheckpoint Definitions { get; private set; }

    public AnomalyWatch Anomalies { get; private set; } = null!;

    /// <summary>By <c>site/line/machine</c>, in the order of the configuration.</summary>
    public IReadOnlyDictionary<string, MachineCheckpoint> Machines => _machines;

    /// <summary>Events that wait for the commit.</summary>
    public IReadOnlyList<JournalEvent> Events => _events;

    public bool HasChanges => _events.Count > 0 || _changed.Count > 0;

    /// <summary>Takes the book up where the journal left it and writes what the interruption itself has to tell.</summary>
    /// <param name="program">Name and version of this program.</param>
    public static LineBook Open(EdgeConfiguration configuration, JournalStore store, EventMint mint, string program)
    {
        var book = new LineBook(configuration, store, mint);
        book.Line = Read(store, LineName, CheckpointJson.Default.LineCheckpoint) ?? book.Line;
        book.Definitions = Read(store, DefinitionsName, CheckpointJson.Default.DefinitionsCheckpoint) ?? book.Definitions;
        if (store.Tip.Current.Seq == 0)
        {
            book.Add(new IncarnationOpened(
                store.Incarnation.Id, Previous: null, PreviousSeq: null, PreviousHash: null,
                "First start with this journal.", program));
        }

        book.Define();
        book.Anomalies = AnomalyWatch.Start(configuration, book.Definitions.TagOf, store, mint);
        foreach (var machine in configuration.Machines)
        {
            var code = configuration.CodeOf(machine);
            var known = Read(store, MachineName(code), CheckpointJson.Default.MachineCheckpoint);
            var desk = MachineDesk.Of(configuration, machine, book.Definitions);
            book._desks.Add(desk);
            book._machines.Add(
                code, known is null ? MachineCheckpoint.Start with { Names = desk.Names } : book.Leave(known, desk));
        }

        book.LetGo(store);
        book.TakeUpOrder();
        return book;
    }

    /// <summary>What was still to be told is told under the names it had; another counter begins anew.</summary>
    MachineCheckpoint Leave(MachineCheckpoint known, MachineDesk desk)
    {
        var names = known.Names ?? desk.Names;
        if (known.Progress.Reached > DateTimeOffset.MinValue)
        {
            var lost = new MachineInput.DataLost(known.Progress.Reached, "The edge was not running.");
            known = MachineStory.Advance(names, desk.Rule, known, lost, _mint, _events);
        }

        if (names.CounterTag != desk.Names.CounterTag)
        {
            known = known with { Progress = known.Progress with { Counter = CounterProgress.Start } };
        }

        known = known with { Names = desk.Names };
        Write(MachineName(desk.Names.Code), known, CheckpointJson.Default.MachineCheckpoint);
        return known;
    }

    /// <summary>Everything that happened before this instant is in the events; null while no machine has told anything.</summary>
    public DateTimeOffset? Settled
    {
        get
        {
            // A lost machine says so itself; it must not hold back what is known of the others.
            var known = _machines.Values
                .Select(machine => machine.Progress)
                .Where(progress => !progress.Lost && progress.Clock > DateTimeOffset.MinValue);
            return known.Select(progress => (DateTimeOffset?)progress.SettledThrough).Min();
        }
    }

    public void Take(string source, SourceNotice.Connected connected)
    {
        foreach (var desk in _desks.Where(desk => desk.Names.Source == source))
        {
            desk.Inputs.Take(connected);
        }
    }

    public void Take(string source, SourceNotice.Published published)
    {
        if (published.Repeats)
        {
            Remember(source, published);
        }

        if (published.PublishTime is { } publishTime)
        {
            _clocks.Take(source, publishTime, _mint.Now);
        }

        foreach (var desk in _desks.Where(desk => desk.Names.Source == source))
        {
            foreach (var input in desk.Inputs.Of(published, _machines[desk.Names.Code].Progress.Reached))
            {
                Advance(desk, input);
            }
        }

        _events.AddRange(Anomalies.Take(published));
    }

    public void Take(string source, SourceNotice.Interrupted interrupted)
    {
        foreach (var desk in _desks.Where(desk => desk.Names.Source == source))
        {
            if (desk.Inputs.Of(interrupted) is { } lost)
            {
                Advance(desk, lost);
            }
        }
    }

    /// <summary>Weighs an act and, where it may be, adds its event; the answer holds once that is committed.</summary>
    public ActOutcome Perform(OperatorAct act, DateTimeOffset now)
    {
        var line = new LineNow(_machines, Line.Reclassifications, _configuration.Reasons, now)
        {
            Line = _configuration.LineCode,
            Run = Line.Run is { } run ? (run.Event, run.Order) : null,
            Orders = _configuration.Order is { } order ? [order] : [],
            Assignments = Line.Assignments ?? [],
        };
        switch (ActRules.Decide(act, line))
        {
            case ActDecision.Write write:
                var journaled = Add(write.Body, act: act.Act);
                Apply(journaled);
                return new ActOutcome.Accepted(journaled.Id);
            case ActDecision.Refuse refuse:
                return new ActOutcome.Refused(refuse.Why);
            case var other:
                throw new InvalidOperationException($"{other} is no decision.");
        }
    }

    public void Observe(ClockObserved observed) => Add(observed);

    public void Anchor(TelemetryAnchored anchored)
    {
        Add(anchored);
        Change(Line with { AnchoredThrough = anchored.Last });
    }

    /// <summary>Hands over what waits for the commit.</summary>
    public (IReadOnlyList<JournalEvent> Events, IReadOnlyDictionary<string, byte[]> Checkpoints) Drain()
    {
        var drained = (Events: _events.ToArray(), Checkpoints: _changed.ToDictionary(each => each.Key, each => each.Value()));
        Anomalies.DrainInto(drained.Checkpoints);
        _events.Clear();
        _changed.Clear();
        return drained;
    }

    void Define()
    {
        var (after, changes) = DefinitionChanges.Between(_configuration, Definitions);
        foreach (var change in changes)
        {
            Add(change);
        }

        Definitions = after;
        Write(DefinitionsName, after, CheckpointJson.Default.DefinitionsCheckpoint);
    }

    /// <summary>Nobody watches a machine taken out of the configuration: its last state must not seem to go on.</summary>
    void LetGo(JournalStore store)
    {
        foreach (var gone in Definitions.Machines.Where(defined => !_machines.ContainsKey(defined.Machine)))
        {
            var name = MachineName(gone.Machine);
            var known = Read(store, name, CheckpointJson.Default.MachineCheckpoint);
            if (known is { Names: { } names, Progress: { Lost: false, Reached: var clock } } && clock > DateTimeOffset.MinValue)
            {
                // No value comes any more that would need a meaning.
                var rule = new MachineRule(Nothing, gone.Debounce, long.MaxValue, gone.IdealCycle);
                var lost = new MachineInput.DataLost(clock, "The machine is no longer configured.");
                var left = MachineStory.Advance(names, rule, known, lost, _mint, _events);
                Write(name, left, CheckpointJson.Default.MachineCheckpoint);
            }
        }
    }

    void TakeUpOrder()
    {
        foreach (var (code, machine) in _machines.Where(each => each.Value.Work is null).ToArray())
        {
            Change(code, MachineWork.Change(machine, DateTimeOffset.MinValue, Line.Run?.Order.Number));
        }

        // What a person ended stays ended, though the configuration still names it.
        if (Line.Run?.Order == _configuration.Order || (Line.Run is null && Line.Ended == _configuration.Order))
        {
            return;
        }

        if (Line.Run is { } former)
        {
            Apply(Add(new OrderRunEnded(former.Event)));
        }

        if (_configuration.Order is { } order)
        {
            Apply(Add(new OrderRunStarted(
                _configuration.LineCode, order.Number, order.Item, order.ItemName, order.TargetQuantity)));
        }
    }

    void Advance(MachineDesk desk, MachineInput input)
    {
        var before = _machines[desk.Names.Code];
        var after = MachineStory.Advance(desk.Names, desk.Rule, before, input, _mint, _events);
        if (after != before)
        {
            Change(desk.Names.Code, after);
        }
    }

    void Apply(JournalEvent journaled)
    {
        var change = ActEffects.Of(journaled, Line, _machines);
        if (change.Line != Line)
        {
            Change(change.Line);
        }

        foreach (var (code, machine) in change.Machines)
        {
            Change(code, machine);
        }

        if (journaled.Body is OrderRunStarted or OrderRunEnded)
        {
            _desks.ForEach(desk => ChangeWork(desk, journaled.Times.EdgeUtc));
        }
    }

    /// <summary>
    /// The count splits where the order changes (L14); a machine that has told nothing yet works on it from the first.
    /// </summary>
    void ChangeWork(MachineDesk desk, DateTimeOffset now)
    {
        var code = desk.Names.Code;
        var hasTold = _machines[code].Progress.Clock > DateTimeOffset.MinValue;
        var at = hasTold ? _clocks.At(desk.Names.Source, now) : DateTimeOffset.MinValue;
        if (hasTold)
        {
            Advance(desk, new MachineInput.CountSplit(at));
        }

        Change(code, MachineWork.Change(_machines[code], at, Line.Run?.Order.Number));
    }

    void Remember(string source, SourceNotice.Published published)
    {
        if (!_cursors.TryGetValue(source, out var cursor))
        {
            _cursors[source] = cursor = new SourceCursor(_store.ReadSource(source));
        }

        cursor.Take(published.Samples);
        _changed[SourceCheckpoints.NameOf(source)] = () => SourceCheckpoints.Write(cursor.Checkpoint);
    }

    JournalEvent Add(EventBody body, Guid? act = null)
    {
        var journaled = _mint.Make(body, act: act);
        _events.Add(journaled);
        return journaled;
    }

    void Change(LineCheckpoint line)
    {
        Line = line;
        Write(LineName, line, CheckpointJson.Default.LineCheckpoint);
    }

    void Change(string machine, MachineCheckpoint checkpoint)
    {
        _machines[machine] = checkpoint;
        Write(MachineName(machine), checkpoint, CheckpointJson.Default.MachineCheckpoint);
    }

    void Write<T>(string name, T checkpoint, JsonTypeInfo<T> type) =>
        _changed[name] = () => JsonSerializer.SerializeToUtf8Bytes(checkpoint, type);

    static T? Read<T>(JournalStore store, string name, JsonTypeInfo<T> type)
        where T : class =>
        store.ReadCheckpoint(name) is { } json ? JsonSerializer.Deserialize(json, type) : null;

    static string MachineName(string code) => $"machine:{code}";
}
