using System.Globalization;
using System.Text.Json;
using Mes.Domain.Machines;

namespace Mes.Domain.Tests.Machines;

/// <summary>A machine under test: feed it inputs in milliseconds after noon, read what it concluded.</summary>
sealed class Filler(MachineRule? rule = null)
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public const long Stopped = 0;
    public const long Runs = 1;
    public const long Faulted = 2;
    public const long InService = 3;

    public static readonly IReadOnlyDictionary<long, MachineState> States = new Dictionary<long, MachineState>
    {
        [Stopped] = MachineState.Idle,
        [Runs] = MachineState.Running,
        [Faulted] = MachineState.Fault,
        [InService] = MachineState.Maintenance,
    };

    public static readonly MachineRule Rule = new(
        new StateRule.ByTag(States),
        Debounce: TimeSpan.FromMilliseconds(500), CounterModulus: 65_536, IdealCycle: TimeSpan.FromSeconds(1));

    readonly MachineRule _rule = rule ?? Rule;
    readonly List<MachineOutput> _outputs = [];

    public MachineProgress Progress { get; private set; } = MachineProgress.Start;

    public IReadOnlyList<MachineOutput> Outputs => _outputs;

    public IEnumerable<MachineOutput.StateChanged> Changes => _outputs.OfType<MachineOutput.StateChanged>();

    public IEnumerable<MachineOutput.PartsCounted> Counts => _outputs.OfType<MachineOutput.PartsCounted>();

    public static DateTimeOffset At(double milliseconds) => Noon.AddMilliseconds(milliseconds);

    public Filler State(double milliseconds, long? raw) => Feed(new MachineInput.StateSeen(At(milliseconds), raw));

    public Filler Bit(double milliseconds, StateSignal bit, long? value) =>
        Feed(new MachineInput.StateSeen(At(milliseconds), value, bit));

    public Filler Counter(double milliseconds, long? reading) => Feed(new MachineInput.CounterSeen(At(milliseconds), reading));

    public Filler Passed(double milliseconds) => Feed(new MachineInput.TimePassed(At(milliseconds)));

    public Filler Lost(double milliseconds, string cause = "link down") =>
        Feed(new MachineInput.DataLost(At(milliseconds), cause));

    public Filler Returned(double milliseconds) => Feed(new MachineInput.DataReturned(At(milliseconds)));

    public Filler Feed(MachineInput input)
    {
        var step = MachineFold.Advance(_rule, Progress, input);
        Progress = step.Progress;
        _outputs.AddRange(step.Outputs);
        return this;
    }

    /// <summary>What a restart does: only the checkpoint's bytes survive.</summary>
    public Filler Restart()
    {
        Progress = JsonSerializer.Deserialize<MachineProgress>(JsonSerializer.SerializeToUtf8Bytes(Progress))!;
        return this;
    }

    /// <summary>The outputs as short words, times in milliseconds after noon.</summary>
    public string[] Told() => [.. _outputs.Select(Tell)];

    /// <summary>What <see cref="Told"/> is expected to be.</summary>
    public static string[] Says(params string[] words) => words;

    public static string Tell(MachineOutput output) => output switch
    {
        MachineOutput.StateChanged change => $"{MachineStateCode.Of(change.State)} @{Ms(change.At)}",
        MachineOutput.PartsCounted parts =>
            $"{parts.Quantity} [{Ms(parts.From)},{Ms(parts.To)}) {parts.CounterEpoch}:{parts.ReadingBefore}-{parts.ReadingAfter}"
            + (parts.Estimated ? " estimated" : ""),
        MachineOutput.GapOpened gap => $"GAP @{Ms(gap.From)}",
        MachineOutput.GapClosed gap => $"GAP [{Ms(gap.From)},{Ms(gap.To)})",
        _ => throw new ArgumentOutOfRangeException(nameof(output), output, "No such output."),
    };

    static string Ms(DateTimeOffset time) => (time - Noon).TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
}
