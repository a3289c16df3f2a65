using Mes.Mqtt.Sessions;
using NUnit.Framework;

namespace Mes.Mqtt.Tests.Sessions;

[TestFixture]
sealed class ReceivedMessagesTests
{
    [Test]
    public void Answers_leave_in_the_order_of_receipt_whatever_was_confirmed_first()
    {
        var received = With(new ReceivedMessages(max: 100), 11, 12, 13, 14);

        received.Confirm(first: 2, count: 2);
        Assert.That(received.TakeConfirmed(), Is.Empty);
        received.Confirm(first: 0, count: 2);
        Assert.That(received.TakeConfirmed(), Is.EqualTo(new[] { 11, 12, 13, 14 }));
        Assert.That(received.TakeConfirmed(), Is.Empty);
    }

    [Test]
    public void With_as_many_unanswered_as_may_be_reading_waits()
    {
        var received = With(new ReceivedMessages(max: 2), 1, 2);

        Assert.That(received.IsFull);
        received.Confirm(0, 1);
        Assert.That(received.IsFull, "confirmed, but not answered yet");
        received.TakeConfirmed();
        Assert.That(received.IsFull, Is.False);
    }

    [Test]
    public void With_nothing_under_way_the_broker_holds_nothing_back()
    {
        var received = new ReceivedMessages(max: 100);
        received.Pinged();

        Assert.That(received.HoldsNothingBack());
    }

    [Test]
    public void With_as_many_under_way_as_it_ever_sent_the_broker_may_hold_some_back()
    {
        var received = With(new ReceivedMessages(max: 100), 1, 2, 3);
        received.Pinged();
        Assert.That(received.HoldsNothingBack(), Is.False, "three are the most it sent: a fourth may wait");

        received.Confirm(0, 2);
        received.TakeConfirmed();
        received.Pinged();
        Assert.That(received.HoldsNothingBack(), "it would have sent two more");

        With(received, 4, 5);
        Assert.That(received.HoldsNothingBack(), Is.False, "they came before the answer, and fill what it sends");
    }

    static ReceivedMessages With(ReceivedMessages received, params ushort[] ids)
    {
        foreach (var id in ids)
        {
            received.Add(id);
        }

        return received;
    }
}
