using Mes.OpcUa.Sessions;
using Mes.OpcUa.Subscriptions;
using Mes.OpcUa.Types;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Subscriptions;

sealed class PublishRuleTests
{
    [Test]
    public void A_keep_alive_carries_the_next_number_and_uses_none_up()
    {
        var sequence = new NotificationSequence();

        Assert.That(
            new[]
            {
                sequence.Accept(1, isKeepAlive: true),
                sequence.Accept(1, isKeepAlive: false),
                sequence.Accept(2, isKeepAlive: true),
                sequence.Accept(2, isKeepAlive: true),
                sequence.Accept(2, isKeepAlive: false),
                sequence.Accept(3, isKeepAlive: false),
            },
            Is.All.EqualTo(SequenceVerdict.InOrder));
    }

    [Test]
    public void Numbers_wrap_to_one_and_never_to_zero()
    {
        var sequence = new NotificationSequence();
        sequence.Accept(uint.MaxValue, isKeepAlive: false);

        Assert.That(sequence.Accept(1, isKeepAlive: false), Is.EqualTo(SequenceVerdict.InOrder));
    }

    [Test]
    public void A_number_left_out_is_missed_by_values_and_by_keep_alives_alike([Values] bool isKeepAlive)
    {
        var sequence = new NotificationSequence();
        sequence.Accept(1, isKeepAlive: false);

        Assert.That(sequence.Accept(3, isKeepAlive), Is.EqualTo(SequenceVerdict.Missing));
    }

    [Test]
    public void A_number_that_came_before_is_a_repetition_and_moves_nothing()
    {
        var sequence = new NotificationSequence();
        sequence.Accept(1, isKeepAlive: false);
        sequence.Accept(2, isKeepAlive: false);

        Assert.Multiple(() =>
        {
            Assert.That(sequence.Accept(2, isKeepAlive: false), Is.EqualTo(SequenceVerdict.Repeated));
            Assert.That(sequence.Expected, Is.EqualTo(3));
        });
    }

    [Test]
    public void Only_what_was_confirmed_and_is_still_held_is_acknowledged_and_only_once()
    {
        var acknowledgements = new Acknowledgements();
        acknowledgements.SetAvailable([2, 3, 4]);
        acknowledgements.Confirm(1);
        acknowledgements.Confirm(3);
        acknowledgements.Confirm(2);

        Assert.Multiple(() =>
        {
            Assert.That(acknowledgements.Take(), Is.EqualTo(new uint[] { 2, 3 }));
            Assert.That(acknowledgements.Take(), Is.Empty);
        });
    }

    [Test]
    public void The_window_shrinks_to_what_the_server_takes_and_sends_nothing_at_once()
    {
        var window = new PublishWindow(subscriptions: 3);
        for (var i = window.Missing; i > 0; i--)
        {
            window.Sent();
        }

        window.Refused();
        var afterRefusal = window.Missing;
        window.Answered();

        Assert.Multiple(() =>
        {
            Assert.That(afterRefusal, Is.Zero);
            Assert.That(window.Missing, Is.EqualTo(1));
        });
    }

    [Test]
    public void A_window_is_never_empty_for_good()
    {
        var window = new PublishWindow(subscriptions: 1);
        window.Sent();
        window.Refused();

        Assert.That(window.Missing, Is.EqualTo(1));
    }

    [Test]
    public void Pauses_double_up_to_their_ceiling_and_start_small_after_a_reset()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), () => 0.5);
        var pauses = Enumerable.Range(0, 5).Select(_ => backoff.Next().TotalSeconds).ToArray();
        backoff.Reset();

        Assert.Multiple(() =>
        {
            Assert.That(pauses, Is.EqualTo(new[] { 0.5, 1, 2, 2.5, 2.5 }));
            Assert.That(backoff.Next(), Is.EqualTo(TimeSpan.FromSeconds(0.5)));
        });
    }

    [Test]
    public void A_refused_node_is_due_after_its_pause_and_news_only_when_the_reason_changes()
    {
        var clock = new ManualClock();
        var refused = new RefusedItems(new Backoff(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60), () => 1), clock);
        var node = new MonitoredNode(1, ExpandedNodeId.Parse("i=1"), TimeSpan.Zero, 1);

        var isFirstNews = refused.Add(node, StatusCode.BadNodeIdUnknown);
        var early = refused.TakeDue();
        clock.Advance(TimeSpan.FromSeconds(2));
        var due = refused.TakeDue();
        var isSameNews = refused.Add(node, StatusCode.BadNodeIdUnknown);

        Assert.Multiple(() =>
        {
            Assert.That(isFirstNews, Is.True);
            Assert.That(early, Is.Empty);
            Assert.That(due, Is.EqualTo(new[] { node }));
            Assert.That(isSameNews, Is.False);
        });
    }

    [Test]
    public async Task Batches_follow_the_servers_limit_and_halve_when_it_was_still_too_much()
    {
        var asked = new List<int>();
        var results = await Session.InBatchesAsync(Enumerable.Range(0, 25).ToArray(), new BatchSize(serverLimit: 10), batch =>
        {
            asked.Add(batch.Length);
            return batch.Length > 5
                ? throw new OpcUaException(StatusCodes.BadTooManyOperations, "Refused")
                : Task.FromResult(batch);
        });

        Assert.Multiple(() =>
        {
            Assert.That(results, Is.EqualTo(Enumerable.Range(0, 25)));
            Assert.That(asked, Is.EqualTo(Enumerable.Repeat(5, 5).Prepend(10)));
        });
    }

    [Test]
    public void A_server_that_answers_less_than_it_was_asked_is_not_believed() =>
        Assert.That(
            async () => await Session.InBatchesAsync(
                Enumerable.Range(1, 2).ToArray(), new BatchSize(0), batch => Task.FromResult(batch[..1])),
            Throws.TypeOf<OpcUaException>().With.Property("Status").EqualTo(StatusCodes.BadUnknownResponse));
}
