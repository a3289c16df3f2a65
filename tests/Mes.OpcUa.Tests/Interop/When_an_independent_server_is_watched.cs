using Mes.OpcUa.Types;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Interop;

/// <summary>Against node-opcua, which shares no code with us.</summary>
sealed class When_an_independent_server_is_watched
{
    Simulator _simulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _simulator = await Simulator.StartAsync();

    [SetUp]
    public async Task RestAsync()
    {
        await _simulator.PauseAsync();
        await _simulator.SetCounterAsync(0);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _simulator.DisposeAsync();

    [Test, CancelAfter(60_000)]
    public async Task Browsing_finds_the_nodes_of_the_filler_by_namespace_uri(CancellationToken cancellation)
    {
        await using var client = await _simulator.ConnectAsync(cancellation);

        var objects = await client.BrowseAsync(ExpandedNodeId.Parse("i=85"), cancellation);
        var filler = objects.Single(reference => reference.BrowseName.Name == "Filler");
        var variables = await client.BrowseAsync(filler.Node, cancellation);

        Assert.Multiple(() =>
        {
            Assert.That(
                variables.Select(variable => variable.Node.ToString()),
                Does.Contain("nsu=urn:mes:simulator;s=Filler.State").And.Contain("nsu=urn:mes:simulator;s=Filler.Parts"));
            Assert.That(variables.Select(variable => variable.NodeClass), Is.All.EqualTo(NodeClass.Variable));
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task Reading_gives_values_in_order_and_an_unknown_node_a_bad_status(CancellationToken cancellation)
    {
        await _simulator.SetCounterAsync(41);
        await using var client = await _simulator.ConnectAsync(cancellation);

        var values = await client.ReadAsync(
            [Filler.Node("Parts"), Filler.Node("Missing"), ExpandedNodeId.Parse("nsu=urn:nowhere;i=1"), Filler.Node("State")],
            cancellation);

        Assert.Multiple(() =>
        {
            Assert.That(values[0].Value, Is.EqualTo(Variant.From(41u)));
            Assert.That(values[0].SourceTimestamp, Is.Not.Null);
            Assert.That(values[1].Status, Is.EqualTo(StatusCode.BadNodeIdUnknown));
            Assert.That(values[2].Status, Is.EqualTo(StatusCode.BadNodeIdUnknown));
            Assert.That(values[3].Value.Type, Is.EqualTo(BuiltInType.Int32));
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task Each_count_arrives_with_the_time_of_the_machine()
    {
        await using var watch = new Watch(Filler.Options(_simulator.Endpoint), Filler.Monitor(Filler.Parts, "Parts"));
        await watch.NextAsync<OpcUaNotice.Published>(published => published.Values.Count > 0);
        DateTimeOffset? last = null;
        for (var count = 1u; count <= 20; count++)
        {
            await _simulator.SetCounterAsync(count);
            var values = await watch.ValuesUntilAsync(Filler.Parts, _ => true);

            Assert.That(values.Select(value => value.Value), Is.EqualTo(new[] { Variant.From(count) }));
            Assert.That(values[0].SourceTimestamp, last is null ? Is.Not.Null : Is.GreaterThan(last));
            last = values[0].SourceTimestamp;
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_run_arrives_in_order_up_to_its_last_bottle()
    {
        await _simulator.SetRateAsync(20);
        await using var watch = new Watch(Filler.Options(_simulator.Endpoint), Filler.Monitor(Filler.Parts, "Parts"));
        await watch.NextAsync<OpcUaNotice.Published>(published => published.Values.Count > 0);

        await _simulator.MakeAsync(60);
        var values = await watch.ValuesUntilAsync(Filler.Parts, value => value.Value == Variant.From(60u));

        // On a busy machine the server may see two bottles as one change; a counter allows for that.
        Assert.Multiple(() =>
        {
            Assert.That(values.Select(value => value.Value.ToObject()), Is.Ordered.And.Unique);
            Assert.That(values.Select(value => value.SourceTimestamp), Is.Ordered.And.Unique);
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task A_server_that_is_pulled_and_returns_is_said_to_be_interrupted_and_connected_again()
    {
        await using var watch = new Watch(Filler.Options(_simulator.Endpoint), Filler.Monitor(Filler.Parts, "Parts"));
        var first = await watch.NextAsync<OpcUaNotice.Published>(published => published.Values.Count > 0);

        await _simulator.DisconnectAsync(TimeSpan.FromSeconds(1));
        await _simulator.SetCounterAsync(7);
        var interrupted = await watch.NextAsync<OpcUaNotice.Interrupted>();
        var connected = await watch.NextAsync<OpcUaNotice.Connected>();
        var values = await watch.ValuesUntilAsync(Filler.Parts, _ => true);

        Assert.Multiple(() =>
        {
            Assert.That(
                first.PublishTime,
                Is.GreaterThanOrEqualTo(first.Values[0].SourceTimestamp ?? DateTimeOffset.MaxValue),
                "no value is from the future");
            Assert.That(interrupted.LastPublishTime, Is.GreaterThanOrEqualTo(first.PublishTime));
            Assert.That(connected.ServerTime, Is.GreaterThan(first.PublishTime));
            Assert.That(values[0].Value, Is.EqualTo(Variant.From(7u)));
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task An_unknown_node_is_refused_while_the_others_go_on()
    {
        await using var watch = new Watch(
            Filler.Options(_simulator.Endpoint),
            Filler.Monitor(Filler.Unknown, "Missing"),
            Filler.Monitor(Filler.State, "State"));

        var refused = await watch.NextAsync<OpcUaNotice.ItemRefused>();
        var values = await watch.ValuesUntilAsync(Filler.State, _ => true);

        Assert.Multiple(() =>
        {
            Assert.That(refused, Is.EqualTo(new OpcUaNotice.ItemRefused(Filler.Unknown, StatusCode.BadNodeIdUnknown)));
            Assert.That(values, Is.Not.Empty);
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task A_link_that_swallows_everything_is_noticed_though_the_socket_stays_open()
    {
        await using var cable = new Cable(_simulator.OpcUaPort);
        await using var watch = new Watch(Filler.Options(cable.Endpoint), Filler.Monitor(Filler.Parts, "Parts"));
        await watch.NextAsync<OpcUaNotice.Published>(published => published.Values.Count > 0);

        cable.Swallow();
        var interrupted = await watch.NextAsync<OpcUaNotice.Interrupted>();
        cable.Repair();
        await watch.NextAsync<OpcUaNotice.Connected>();

        Assert.That(interrupted.Cause, Does.Contain("silent"));
    }
}
