using Mes.Contracts.Events;
using Mes.Domain.Machines;
using Mes.Edge.Line;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Acquisition;

/// <summary>From a real broker into the journal.</summary>
[TestFixture]
public sealed class When_sensors_speak_MQTT
{
    const long StateTag = 1;
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task State_and_parts_are_those_of_the_messages()
    {
        await using var line = await SensorLine.StartAsync();
        await line.SayAsync(SensorLine.State, 6, retain: true);
        await line.SayAsync(SensorLine.Parts, 100, retain: true);
        await using var edge = await line.StartEdgeAsync();
        await edge.ShowsAsync(view => Labeller(view).State == MachineState.Running);

        var fault = TimeProvider.System.GetUtcNow();
        await line.SayAsync(SensorLine.Parts, 105);
        await line.SayAsync(SensorLine.State, 9, fault);

        // Nothing more is said: the broker's answers to pings alone let the debounce time pass.
        var shown = await edge.ShowsAsync(view => Labeller(view).State == MachineState.Fault);
        Assert.That(Labeller(shown).Unassigned, Is.EqualTo(5), "no order runs");
        Assert.That(Labeller(shown).Since, Is.EqualTo(fault).Within(TimeSpan.FromMilliseconds(1)));
        Assert.That(edge.Events<GapOpened>(), Is.Empty);
        Assert.That(
            edge.Events<TagDefined>().Select(tag => tag.Address), Does.Contain("demo/bottling/labeller/pressure#/value"));
    }

    [Test]
    public async Task What_cannot_be_read_is_shown_and_the_rest_goes_on()
    {
        await using var line = await SensorLine.StartAsync();
        await using var edge = await line.StartEdgeAsync();
        await edge.ShowsAsync(view => view.Sources.Single().Connected);
        await UntilJournaledAsync(line, edge, 1);

        await line.SayAsync(SensorLine.Pressure, "high");
        await line.SayAsync(SensorLine.Pressure, 2);

        var shown = await edge.ShowsAsync(view => view.Sources.Single().Fault is not null);
        Assert.That(
            shown.Sources.Single(),
            Has.Property("Connected").True.And.Property("Fault").EqualTo(
                "1 message could not be read, the last on demo/bottling/labeller/pressure: it is not JSON."));
        await Eventually.Async(
            () => line.Journaled(SensorLine.PressureTag).Contains(2), Deadline, "the message after it is journaled");
    }

    [Test]
    public async Task What_happened_while_the_edge_was_away_has_its_own_time_and_the_rest_is_a_gap()
    {
        await using var line = await SensorLine.StartAsync();
        await line.SayAsync(SensorLine.State, 6, retain: true);
        await line.SayAsync(SensorLine.Parts, 100, retain: true);
        await using (var edge = await line.StartEdgeAsync())
        {
            await edge.ShowsAsync(view => Labeller(view).State == MachineState.Running);
            await line.SayAsync(SensorLine.Parts, 110);
            await edge.ShowsAsync(view => Labeller(view).Unassigned == 10);
        }

        var stop = TimeProvider.System.GetUtcNow();
        var start = stop.AddSeconds(2);
        await line.SayAsync(SensorLine.State, 9, stop, retain: true);
        await line.SayAsync(SensorLine.State, 6, start, retain: true);
        await line.SayAsync(SensorLine.Parts, 115, start.AddMilliseconds(100), retain: true);
        await using var again = await line.StartEdgeAsync();
        var shown = await again.ShowsAsync(view => Labeller(view) is { State: MachineState.Running, Unassigned: 15 });

        var states = again.Events().Where(each => each.Body is MachineStateChanged).ToArray();
        var gap = again.Events<GapClosed>().Single();
        Assert.That(
            states.Select(each => ((MachineStateChanged)each.Body).State), Is.EqualTo(["RUNNING", "FAULT", "RUNNING"]));
        Assert.That(gap.To, Is.EqualTo(stop).Within(TimeSpan.FromMilliseconds(1)), "known again from the first message on");
        Assert.That(Labeller(shown).Since, Is.EqualTo(start).Within(TimeSpan.FromMilliseconds(1)));
        Assert.That(again.Events<PartsCounted>().Sum(each => each.Quantity), Is.EqualTo(15));
    }

    [Test]
    public async Task A_broker_that_forgets_leaves_a_gap()
    {
        await using var line = await SensorLine.StartAsync();
        await line.SayAsync(SensorLine.State, 6, retain: true);
        await using var edge = await line.StartEdgeAsync();
        await edge.ShowsAsync(view => Labeller(view).State == MachineState.Running);

        await line.Broker.KillAsync();

        var shown = await edge.ShowsAsync(view => Labeller(view).State == MachineState.NoData);
        Assert.That(shown.Sources.Single().Connected, Is.False);
        await line.Broker.StartAgainAsync();
        await edge.ShowsAsync(view => view.Sources.Single().Connected);
        Assert.That(Labeller(edge.Board.Current).State, Is.EqualTo(MachineState.NoData), "nobody has said the state since");
        Assert.That(edge.Events<GapOpened>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_edge_that_is_killed_loses_and_doubles_no_message()
    {
        const int Messages = 400;
        const int Kills = 3;
        await using var line = await SensorLine.StartAsync();
        _ = line.Configuration();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var edge = await StartProgramAsync(line);
            for (var i = 0; i < Messages; i++)
            {
                await line.SayAsync(SensorLine.Pressure, (kill * Messages) + i);
            }

            // Most often between receipt and commit, sometimes between commit and PUBACK.
            await edge.KillAsync();
        }

        await using (var edge = await StartProgramAsync(line))
        {
            await Eventually.Async(
                () => line.Journaled(SensorLine.PressureTag).Count >= Kills * Messages, Deadline, "all messages are journaled");
            edge.Terminate();
            Assert.That(await edge.ExitAsync(Deadline), Is.Zero);
        }

        Assert.That(
            line.Journaled(SensorLine.PressureTag).Order(),
            Is.EqualTo(Enumerable.Range(0, Kills * Messages).Select(each => (double?)each)));
    }

    static async Task<RunningProcess> StartProgramAsync(SensorLine line)
    {
        var program = Path.Combine(TestContext.CurrentContext.TestDirectory, "mes-edge.dll");
        var edge = RunningProcess.Start(
            "dotnet", [program, "--config", line.Folder.File("edge.json")], workingFolder: line.Folder.Path);
        await edge.WaitForLineAsync(text => text.Contains("sensors is connected", StringComparison.Ordinal), Deadline);

        // Subscribed, once a value has come through.
        var before = line.Journaled(StateTag).Count;
        await Eventually.Async(
            async () =>
            {
                await line.SayAsync(SensorLine.State, 6);
                return line.Journaled(StateTag).Count > before;
            },
            Deadline, "a value has come through");
        return edge;
    }

    static async Task UntilJournaledAsync(SensorLine line, RunningEdge edge, double value)
    {
        await Eventually.Async(
            async () =>
            {
                await line.SayAsync(SensorLine.Pressure, value);
                return line.Journaled(SensorLine.PressureTag).Contains(value);
            },
            Deadline, "the edge has subscribed");
        Assert.That(edge.Board.Current.Sources.Single().Fault, Is.Null);
    }

    static MachineView Labeller(LineView view) => view.Machines.Single(machine => machine.Machine == SensorLine.Labeller);
}
