using NUnit.Framework;

namespace Mes.Testing.Tests;

/// <summary>Three machines with belts between them: what one does, its neighbours feel.</summary>
public sealed class SimulatedLineTests
{
    const int Execute = 6;
    const double Rate = 20;
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    static readonly SimulatorOptions WholeLine = new() { Machines = SimulatorOptions.WholeLine, Rate = Rate };

    [Test]
    public async Task Every_bottle_is_in_a_counter_or_on_a_belt()
    {
        await using var simulator = await Simulator.StartAsync(WholeLine);
        await simulator.PauseAsync("labeller");
        await Eventually.Async(
            async () => (await simulator.StateAsync("capper")).Cause == "blocked", Soon, "bottles wait for the labeller");

        await simulator.PauseAsync();
        await AssertBalancedAsync(simulator, onTheBelts: Is.GreaterThan(0));
        await simulator.ResumeAsync("labeller");
        await Eventually.Async(
            async () => (await simulator.LineAsync()).Belts.All(belt => belt.Count == 0), Soon, "the belts run empty");
        await AssertBalancedAsync(simulator, onTheBelts: Is.Zero);
    }

    [Test]
    public async Task A_machine_that_stands_starves_the_next_and_blocks_the_one_before()
    {
        await using var simulator = await Simulator.StartAsync(WholeLine);

        await simulator.FaultAsync(TimeSpan.FromSeconds(3), code: 401, machine: "capper");

        await CauseAsync(simulator, "labeller", "starved");
        await CauseAsync(simulator, "filler", "blocked");
        foreach (var machine in SimulatorOptions.WholeLine)
        {
            var made = (await simulator.StateAsync(machine)).PartsMade;
            await Eventually.Async(
                async () => (await simulator.StateAsync(machine)).PartsMade > made, Soon, $"the {machine} runs again");
        }
    }

    [Test]
    public async Task Each_machine_s_parts_are_those_of_its_cycles_and_its_running_time()
    {
        await using var simulator = await Simulator.StartAsync(WholeLine);
        await simulator.StopAsync(TimeSpan.FromSeconds(1), "filler");
        await simulator.FaultAsync(TimeSpan.FromSeconds(1), code: 401, machine: "capper");
        await simulator.MakeAsync(120);
        await simulator.MadeAsync(Soon);
        await Eventually.Async(
            async () => (await simulator.StateAsync("labeller")).PartsMade == (await simulator.StateAsync()).PartsMade,
            Soon, "the last bottle is labelled");

        foreach (var machine in SimulatorOptions.WholeLine)
        {
            await simulator.PauseAsync(machine);
            var state = await simulator.StateAsync(machine);
            var cycles = await simulator.CyclesAsync(machine);
            Assert.That(cycles.Sum(cycle => cycle.Parts), Is.EqualTo(state.PartsMade).And.EqualTo(state.Parts), machine);
            AssertMadeWhileRunning(state, cycles);
        }
    }

    [Test]
    public async Task The_capper_has_a_counter_of_16_bits_and_the_labeller_one_of_six_digits()
    {
        await using var simulator = await Simulator.StartAsync(WholeLine);
        await simulator.SetCounterAsync(ushort.MaxValue, "capper");
        await simulator.SetCounterAsync(999_999, "labeller");

        await Eventually.Async(
            async () => (await simulator.LineAsync()).Machines is var machines
                && machines["capper"].Parts < 1000 && machines["labeller"].Parts < 1000,
            Soon, "both roll over");
    }

    static Task CauseAsync(Simulator simulator, string machine, string cause) => Eventually.Async(
        async () => (await simulator.StateAsync(machine)).StateLog.Any(entry => entry.Cause == cause), Soon,
        $"the {machine} is {cause}");

    static async Task AssertBalancedAsync(Simulator simulator, NUnit.Framework.Constraints.IResolveConstraint onTheBelts)
    {
        var line = await simulator.LineAsync();
        Assert.That(line.Belts.Sum(belt => belt.Count), onTheBelts);
        foreach (var belt in line.Belts)
        {
            var (before, after) = (line.Machines[belt.Between[0]], line.Machines[belt.Between[1]]);
            Assert.That(before.PartsMade, Is.EqualTo(belt.Count + after.PartsMade), string.Join(" to ", belt.Between));
        }
    }

    /// <summary>Between two states the machine made what the time allowed, and stood when the log says that it stood.</summary>
    static void AssertMadeWhileRunning(SimulatorState state, IReadOnlyList<SimulatorState.Cycle> cycles)
    {
        var ideal = TimeSpan.FromMilliseconds(460 / Rate);
        foreach (var (entry, next) in state.StateLog.Zip(state.StateLog.Skip(1)))
        {
            var made = cycles.Where(cycle => cycle.At > entry.At && cycle.At <= next.At).Sum(cycle => cycle.Parts);
            var possible = entry.State == Execute ? ((next.At - entry.At) / ideal) + 1 : 0;
            Assert.That(made, Is.LessThanOrEqualTo(possible), $"{state.Machine} in {entry}");
        }
    }
}
