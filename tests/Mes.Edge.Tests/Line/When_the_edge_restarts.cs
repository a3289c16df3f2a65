using Mes.Contracts.Events;
using Mes.Domain.Machines;
using Mes.Edge.Configuration;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Line;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_the_edge_restarts : IDisposable
{
    readonly TemporaryFolder _folder = new();
    EdgeConfiguration _configuration;

    public When_the_edge_restarts()
    {
        _configuration = Some.Configuration(_folder);
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task The_time_in_between_is_a_gap_from_the_last_durable_moment_to_the_first_data()
    {
        await RunAsync(async plc =>
            await plc.Connect(At(0)).PublishAsync(At(20), Some.State(Some.Running, At(0)), Some.Parts(100, At(0))));

        var events = await RunAsync(async plc =>
            await plc.Connect(At(50)).PublishAsync(At(51), Some.State(Some.Running, At(0)), Some.Parts(100, At(0))));

        var opened = events.Single(journaled => journaled.Body is GapOpened);
        var closed = (GapClosed)events.Single(journaled => journaled.Body is GapClosed).Body;
        Assert.That(closed.Opened, Is.EqualTo(opened.Id));
        Assert.That((closed.From, closed.To), Is.EqualTo((At(20), At(50))));
        Assert.That(closed.Cause, Is.EqualTo("The edge was not running."));
        Assert.That(
            events.Count(journaled => journaled.Body is MachineStateChanged { State: "RUNNING" }),
            Is.EqualTo(2), "said anew after the gap");
    }

    [Test]
    public async Task The_gap_is_in_the_journal_before_the_source_is_connected()
    {
        await RunAsync(async plc => await plc.Connect(At(0)).PublishAsync(At(20), Some.State(Some.Running, At(0))));

        var events = await RunAsync(_ => Task.CompletedTask);

        var opened = (GapOpened)events[^1].Body;
        Assert.That((opened.From, opened.Cause), Is.EqualTo((At(20), "The edge was not running.")));
    }

    [Test]
    public async Task Counts_go_on_with_nothing_lost_and_nothing_doubled()
    {
        await RunAsync(async plc =>
        {
            await plc.Connect(At(0)).PublishAsync(At(1), Some.State(Some.Running, At(0)), Some.Parts(100, At(0)));
            await plc.PublishAsync(At(9), Some.Parts(105, At(8)));
        });

        var events = await RunAsync(async plc =>
        {
            await plc.Connect(At(30)).PublishAsync(At(31), Some.State(Some.Running, At(0)), Some.Parts(125, At(29)));
            await plc.PublishAsync(At(45), Some.Parts(130, At(35)));
        });

        var counted = events.Select(journaled => journaled.Body).OfType<PartsCounted>().ToArray();
        Assert.That(counted.Sum(each => each.Quantity), Is.EqualTo(30));
        Assert.That(
            counted.Select(each => (each.ReadingBefore, each.ReadingAfter, each.Estimated)),
            Is.EqualTo([(100L, 105L, false), (105L, 125L, true), (125L, 130L, false)]));
    }

    [Test]
    public async Task The_screen_shows_the_counts_of_the_running_order_again()
    {
        await RunAsync(async plc =>
        {
            await plc.Connect(At(0)).PublishAsync(At(1), Some.State(Some.Running, At(0)), Some.Parts(100, At(0)));
            await plc.PublishAsync(At(30), Some.Parts(142, At(20)));
        });

        await using var edge = await RunningEdge.StartAsync(_configuration);

        var view = await edge.ShowsAsync(view => view.Machines.Count > 0);
        Assert.That(view.Machines[0], Has.Property("Good").EqualTo(42).And.Property("State").EqualTo(MachineState.NoData));
        Assert.That(view.Machines[0].Cause, Is.EqualTo("The edge was not running."));
        Assert.That(view.Order!.Number, Is.EqualTo("PO-1001"));
    }

    [Test]
    public async Task Nothing_is_announced_twice()
    {
        var first = await RunAsync(_ => Task.CompletedTask);

        var second = await RunAsync(_ => Task.CompletedTask);

        Assert.That(second.Select(journaled => journaled.Id), Is.EqualTo(first.Select(journaled => journaled.Id)));
        Assert.That(first[0].Body, Is.TypeOf<IncarnationOpened>());
    }

    [Test]
    public async Task A_changed_part_of_the_configuration_is_announced_and_tags_keep_their_numbers()
    {
        var first = await RunAsync(_ => Task.CompletedTask);
        _configuration = Some.Configuration(_folder, json => json
            .Replace("\"debounceMs\": 500", "\"debounceMs\": 700", StringComparison.Ordinal)
            .Replace(
                "\"tags\": [",
                "\"tags\": [{ \"metric\": \"speed\", \"source\": \"filler-plc\", \"node\": \"ns=2;s=Speed\" },",
                StringComparison.Ordinal));

        var second = await RunAsync(_ => Task.CompletedTask);

        var announced = second.Skip(first.Count).Select(journaled => journaled.Body).ToArray();
        Assert.That(announced, Has.Length.EqualTo(3));
        Assert.That(announced[0], Is.EqualTo(new ConfigurationApplied(2, _configuration.Sha256)));
        Assert.That(((MachineDefined)announced[1]).Debounce, Is.EqualTo(TimeSpan.FromMilliseconds(700)));
        Assert.That(announced[2], Is.EqualTo(new TagDefined(4, Some.Filler, "speed", Unit: null, Some.Plc, "ns=2;s=Speed")));
    }

    [Test]
    public async Task A_machine_that_is_no_longer_configured_has_no_data_from_then_on()
    {
        await RunAsync(async plc =>
        {
            await plc.Connect(At(0)).PublishAsync(At(1), Some.State(Some.Running, At(0)), Some.Parts(100, At(0)));
            await plc.PublishAsync(At(9), Some.Parts(103, At(8)));
        });
        _configuration = Some.Configuration(_folder, json => json.Replace("\"filler\"", "\"capper\"", StringComparison.Ordinal));

        await RunAsync(_ => Task.CompletedTask);
        var events = await RunAsync(_ => Task.CompletedTask);

        var gap = (GapOpened)events.Single(journaled => journaled.Body is GapOpened).Body;
        Assert.That((gap.Source, gap.From, gap.Cause), Is.EqualTo((Some.Plc, At(9), "The machine is no longer configured.")));
        Assert.That(gap.Machines, Is.EqualTo([Some.Filler]));
        Assert.That(
            events.Select(journaled => journaled.Body).OfType<PartsCounted>().Sum(parts => parts.Quantity), Is.EqualTo(3));
    }

    [Test]
    public async Task Another_counter_begins_anew_and_what_the_former_one_counted_keeps_its_name()
    {
        const long Temperature = 3;
        await RunAsync(async plc =>
        {
            await plc.Connect(At(0)).PublishAsync(At(1), Some.State(Some.Running, At(0)), Some.Parts(100, At(0)));
            await plc.PublishAsync(At(9), Some.Parts(103, At(8)));
        });
        _configuration = Some.Configuration(_folder, json => json.Replace(
            "\"counter\": { \"tag\": \"parts\"", "\"counter\": { \"tag\": \"temperature\"", StringComparison.Ordinal));

        var events = await RunAsync(async plc =>
        {
            await plc.Connect(At(30)).PublishAsync(
                At(31), Some.State(Some.Running, At(0)), Some.Sample(Temperature, 900_000, At(29)));
            await plc.PublishAsync(At(45), Some.Sample(Temperature, 900_002, At(35)));
        });

        Assert.That(
            events.Select(journaled => journaled.Body).OfType<PartsCounted>().Select(parts => (parts.Tag, parts.Quantity)),
            Is.EqualTo([(Some.PartsTag, 3L), (Temperature, 2L)]));
    }

    [Test]
    public async Task Another_order_in_the_configuration_ends_the_running_one_and_counts_from_zero()
    {
        await RunAsync(async plc =>
        {
            await plc.Connect(At(0)).PublishAsync(At(1), Some.State(Some.Running, At(0)), Some.Parts(100, At(0)));
            await plc.PublishAsync(At(30), Some.Parts(142, At(20)));
        });
        _configuration = Some.Configuration(_folder, json => json.Replace("PO-1001", "PO-1002", StringComparison.Ordinal));

        await using var edge = await RunningEdge.StartAsync(_configuration);

        var events = edge.Events();
        var former = events.First(journaled => journaled.Body is OrderRunStarted);
        Assert.That(events[^2].Body, Is.EqualTo(new OrderRunEnded(former.Id)));
        Assert.That(
            events[^1].Body, Is.EqualTo(new OrderRunStarted("demo/bottling", "PO-1002", "COLA-05", "Cola 0.5 l", 10_000)));
        await edge.ShowsAsync(view => view.Machines.Count > 0 && view.Machines[0].Good == 0);
    }

    async Task<IReadOnlyList<JournalEvent>> RunAsync(Func<ScriptedSource, Task> script)
    {
        var plc = new ScriptedSource();
        await using var edge = await RunningEdge.StartAsync(_configuration, plc);
        await script(plc);
        return edge.Events();
    }

    static DateTimeOffset At(double seconds) => Some.Morning.AddSeconds(seconds);
}
