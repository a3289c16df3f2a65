using Mes.Mqtt.Sessions;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Mqtt.Tests.Sessions;

[TestFixture]
sealed class KeepAliveTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly ManualClock _clock = new();
    KeepAlive _keepAlive = null!;

    [SetUp]
    public void Begin() => _keepAlive = new KeepAlive(Second, 15 * Second, 10 * Second, _clock);

    [Test]
    public void A_ping_is_due_on_the_beat_whatever_else_flows()
    {
        Assert.That((_keepAlive.IsPingDue, _keepAlive.DueIn), Is.EqualTo((false, Second)));
        _clock.Advance(Second);
        Assert.That(_keepAlive.IsPingDue);
        _keepAlive.Pinged();
        Assert.That((_keepAlive.IsPingDue, _keepAlive.DueIn), Is.EqualTo((false, 10 * Second)));
    }

    [Test]
    public void Silence_after_a_ping_is_a_dead_link()
    {
        _keepAlive.Pinged();
        _clock.Advance(10 * Second - TimeSpan.FromMilliseconds(1));
        Assert.That(_keepAlive.IsDead, Is.False);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(_keepAlive.IsDead);
    }

    [Test]
    public void An_answer_begins_a_new_beat()
    {
        _clock.Advance(Second);
        var asked = _clock.GetTimestamp();
        _keepAlive.Pinged();
        _clock.Advance(Second / 2);

        Assert.That(_keepAlive.Answered(), Is.EqualTo(asked));
        Assert.That((_keepAlive.IsDead, _keepAlive.DueIn), Is.EqualTo((false, Second / 2)));
        Assert.That((_keepAlive.IsAnsweredSince(asked - 1), _keepAlive.IsAnsweredSince(asked)), Is.EqualTo((true, false)));
    }

    [Test]
    public void While_we_do_not_read_the_silence_is_ours_but_the_broker_still_hears_of_us()
    {
        _keepAlive.Pinged();
        _keepAlive.Hold();
        _clock.Advance(60 * Second);
        Assert.That((_keepAlive.IsDead, _keepAlive.IsPingDue), Is.EqualTo((false, true)));
        _keepAlive.Pinged();
        _keepAlive.Release();
        Assert.That(_keepAlive.IsDead, Is.False);
        Assert.That(_keepAlive.Answered(), Is.Null, "the answer to the first ping says nothing of the second");
        _clock.Advance(10 * Second);
        Assert.That(_keepAlive.IsDead);
    }

    [Test]
    public void Messages_do_not_put_off_the_end_of_a_link_that_answers_no_ping()
    {
        _keepAlive.Pinged();
        for (var i = 0; i < 100; i++)
        {
            _clock.Advance(Second / 10);
            _keepAlive.Hold();
            _keepAlive.Release();
        }

        Assert.That(_keepAlive.IsDead);
    }

    [Test]
    public void Pauses_grow_to_a_ceiling_with_full_jitter()
    {
        var backoff = new Backoff(Second, 5 * Second, () => 1);
        Assert.That(
            Enumerable.Range(0, 5).Select(_ => backoff.Next() / Second), Is.EqualTo(new[] { 1.0, 2, 4, 5, 5 }));
        backoff.Reset();
        Assert.That(backoff.Next(), Is.EqualTo(Second));
        Assert.That(new Backoff(Second, 5 * Second, () => 0).Next(), Is.EqualTo(TimeSpan.Zero));
    }

    [TestCase(0x8E, 3600, 1, true)]
    [TestCase(null, 2, 1, false)]
    [TestCase(null, 2, 2, true)]
    [TestCase(null, 60, 5, false)]
    [TestCase(0x8B, 2, 5, false)]
    public void A_take_over_is_told_from_other_ends(int? reason, int lastedS, int times, bool isTakeOver)
    {
        var watch = new TakeOverWatch();
        string? told = null;
        for (var i = 0; i < times; i++)
        {
            told = watch.Closed((byte?)reason, byBroker: true, lastedS * Second, "line-1");
        }

        Assert.That(told, isTakeOver ? Does.Contain("client id line-1") : Is.Null);
    }

    [Test]
    public void Packet_ids_wrap_and_leave_out_what_is_in_use()
    {
        var ids = new PacketIds();
        var first = ids.Next();
        for (var i = 1; i < ushort.MaxValue; i++)
        {
            ids.Free(ids.Next());
        }

        Assert.That((first, ids.Next()), Is.EqualTo(((ushort)1, (ushort)2)));
    }
}
