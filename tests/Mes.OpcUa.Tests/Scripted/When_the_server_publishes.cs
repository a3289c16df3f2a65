using Mes.OpcUa.Tests.Interop;
using Mes.OpcUa.Types;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Scripted;

/// <summary>What a well-behaved server never does, or not when asked.</summary>
sealed class When_the_server_publishes
{
    static readonly StatusCode Overflow = new(0x0000_0480);

    FakeServer _server = null!;
    Watch _watch = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = new FakeServer();
        _watch = WatchBy(TimeProvider.System);
        await _watch.NextAsync<OpcUaNotice.ItemAccepted>();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _watch.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Two_requests_wait_at_the_server_and_each_answer_is_followed_by_one_more()
    {
        var first = await _server.NextCallAsync();
        await _server.NextCallAsync();
        var hadNoThird = _server.HasNoCall;
        first.Publish(1, [1], Count(1));
        await _server.NextCallAsync();

        Assert.That(hadNoThird, Is.True);
    }

    [Test]
    public async Task A_missing_number_is_declared_and_the_subscription_made_anew()
    {
        (await _server.NextCallAsync()).Publish(1, [1], Count(1));
        (await _server.NextCallAsync()).Publish(3, [3], Count(3));

        var interrupted = await _watch.NextAsync<OpcUaNotice.Interrupted>();
        await _watch.NextAsync<OpcUaNotice.Connected>();

        Assert.Multiple(() =>
        {
            Assert.That(interrupted.Cause, Does.Contain("3 came where 2 was due"));
            Assert.That(interrupted.LastPublishTime, Is.EqualTo(DateTimeOffset.UnixEpoch.AddSeconds(1)));
            Assert.That(_server.Connections, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Keep_alives_and_the_wrap_of_the_number_are_no_gap()
    {
        (await _server.NextCallAsync()).Publish(uint.MaxValue, []);
        (await _server.NextCallAsync()).Publish(uint.MaxValue, [], Count(1));
        (await _server.NextCallAsync()).Publish(1, []);
        (await _server.NextCallAsync()).Publish(1, [], Count(2));

        var keepAlive = await _watch.NextAsync<OpcUaNotice.Published>();
        var values = await _watch.ValuesUntilAsync(1, value => value.Value == Variant.From(2u));

        Assert.Multiple(() =>
        {
            Assert.That(keepAlive.Values, Is.Empty);
            Assert.That(values.Select(value => value.Value), Is.EqualTo(new[] { Variant.From(1u), Variant.From(2u) }));
            Assert.That(_server.Connections, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_notification_that_comes_twice_is_told_once()
    {
        (await _server.NextCallAsync()).Publish(1, [], Count(1));
        (await _server.NextCallAsync()).Publish(1, [], Count(1));
        (await _server.NextCallAsync()).Publish(2, [], Count(2));

        var values = await _watch.ValuesUntilAsync(1, value => value.Value == Variant.From(2u));

        Assert.That(values, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Only_what_was_acknowledged_and_is_still_held_is_acknowledged_to_the_server()
    {
        (await _server.NextCallAsync()).Publish(1, [1], Count(1));
        var second = await _server.NextCallAsync();
        (await _watch.NextAsync<OpcUaNotice.Published>()).Acknowledge();
        second.Publish(2, [1, 2], Count(2));
        await _server.NextCallAsync();
        var afterFirst = await _server.NextCallAsync();

        (await _watch.NextAsync<OpcUaNotice.Published>()).Acknowledge();
        afterFirst.Publish(3, [3], Count(3));
        var afterSecond = await _server.NextCallAsync();

        Assert.Multiple(() =>
        {
            Assert.That(afterFirst.Acknowledged(), Is.EqualTo(new uint[] { 1 }));
            Assert.That(afterSecond.Acknowledged(), Is.Empty, "number 2 is not held any more");
        });
    }

    [Test]
    public async Task A_server_that_takes_one_request_is_asked_one_at_a_time()
    {
        var first = await _server.NextCallAsync();
        var second = await _server.NextCallAsync();
        _server.Fault(second.RequestId, StatusCodes.BadTooManyPublishRequests);
        first.Publish(1, [], Count(1));
        var third = await _server.NextCallAsync();
        await _watch.NextAsync<OpcUaNotice.Published>();
        third.Publish(2, [], Count(2));
        await _server.NextCallAsync();

        Assert.Multiple(() =>
        {
            Assert.That(_server.HasNoCall, Is.True);
            Assert.That(_server.Connections, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_full_queue_at_the_server_is_declared_before_the_values_that_came_after_the_loss()
    {
        (await _server.NextCallAsync()).Publish(1, [], Count(1));
        await _watch.NextAsync<OpcUaNotice.Published>();
        (await _server.NextCallAsync()).Publish(2, [], Count(9) with { Status = Overflow });

        var interrupted = await _watch.NextAsync<OpcUaNotice>();
        var connected = await _watch.NextAsync<OpcUaNotice>();
        var published = await _watch.NextAsync<OpcUaNotice>();

        Assert.Multiple(() =>
        {
            Assert.That(interrupted, Is.TypeOf<OpcUaNotice.Interrupted>());
            Assert.That(connected, Is.TypeOf<OpcUaNotice.Connected>());
            Assert.That(published, Is.TypeOf<OpcUaNotice.Published>());
            Assert.That(_server.Connections, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_subscription_that_the_server_ends_is_made_anew()
    {
        (await _server.NextCallAsync()).PublishStatus(1, StatusCodes.BadTimeout);

        var interrupted = await _watch.NextAsync<OpcUaNotice.Interrupted>();
        await _watch.NextAsync<OpcUaNotice.Connected>();

        Assert.That(interrupted.Cause, Does.Contain("ended the subscription"));
    }

    [Test]
    public async Task Silence_beyond_two_keep_alives_is_a_lost_link_by_the_monotonic_clock()
    {
        await _watch.DisposeAsync();
        var clock = new ManualClock();
        _watch = WatchBy(clock);
        await _watch.NextAsync<OpcUaNotice.ItemAccepted>();
        clock.StepWallClock(TimeSpan.FromHours(1));
        var connections = _server.Connections;

        // The keep-alive is revised to 5 s.
        await Eventually.Async(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return _server.Connections > connections;
            },
            TimeSpan.FromSeconds(10),
            "the client dials again");

        var interrupted = await _watch.NextAsync<OpcUaNotice.Interrupted>();
        Assert.That(interrupted.Cause, Does.Contain("silent for 10 s"));
    }

    Watch WatchBy(TimeProvider time) => new(
        new OpcUaClientOptions { Endpoint = _server.Endpoint, ReconnectDelayFirst = TimeSpan.FromMilliseconds(1) },
        time,
        new MonitoredNode(1, ExpandedNodeId.Parse("ns=1;s=Parts"), TimeSpan.Zero, 10));

    static DataValue Count(uint count) => new() { Value = Variant.From(count), SourceTimestamp = DateTimeOffset.UnixEpoch };
}
