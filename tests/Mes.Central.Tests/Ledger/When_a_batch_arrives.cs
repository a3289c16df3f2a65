using System.Net;
using System.Text;
using Mes.Contracts.Replication;
using NUnit.Framework;

namespace Mes.Central.Tests.Ledger;

sealed class When_a_batch_arrives : CentralFixture
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    [SetUp]
    public void Write()
    {
        Edge.Write(Some.Filler(), Start);
        Edge.Write(Some.State("RUNNING"), Start);
        Edge.Write(Some.Parts(0, 5, Start, Start.AddSeconds(10)), Start.AddSeconds(10));
        Edge.Write(Some.State("FAULT"), Start.AddSeconds(12));
    }

    [Test]
    public async Task Its_events_become_facts()
    {
        var held = await Edge.SendAsync(1, 4);

        Assert.That(held.Outcome, Is.EqualTo("appended"));
        Assert.That(
            await Central.QueryAsync<string>("select state from machine_events order by occurred_at"),
            Is.EqualTo(["RUNNING", "FAULT"]));
        Assert.That(await Central.SingleAsync<long>("select sum(quantity)::bigint from production_events"), Is.EqualTo(5));
    }

    [Test]
    public async Task Twice_it_counts_once()
    {
        var first = await Edge.SendAsync(1, 4);
        var second = await Edge.SendAsync(1, 4);

        Assert.That(second, Is.EqualTo(first with { Outcome = "repeat" }));
        Assert.That(await LedgerRowsAsync(), Is.EqualTo(4));
        Assert.That(await Central.SingleAsync<long>("select sum(quantity)::bigint from production_events"), Is.EqualTo(5));
    }

    [Test]
    public async Task The_answer_always_tells_what_is_held_whatever_the_pieces()
    {
        var appended = await Edge.SendAsync(1, 2);
        var gap = await Edge.SendAsync(4, 4);
        var overlap = await Edge.SendAsync(2, 3);
        var repeat = await Edge.SendAsync(2, 2);

        Assert.That(gap, Is.EqualTo(appended with { Outcome = "gap" }));
        Assert.That(overlap, Is.EqualTo(appended with { Outcome = "overlap" }));
        Assert.That(repeat, Is.EqualTo(appended with { Outcome = "repeat" }));
        Assert.That((await Edge.SendAsync(3, 4)).Seq, Is.EqualTo(4));
    }

    [Test]
    public async Task Other_events_under_known_numbers_are_a_fork_and_change_nothing()
    {
        await Edge.SendAsync(1, 3);
        var other = Edge.Rewritten(from: 3, Some.State("IDLE"), Start.AddSeconds(11));

        using var answer = await Edge.PostAsync(other.BatchOf(3, 3).Write());
        var beyond = await other.SendAsync(4, 4);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await ScriptedEdge.HeldAsync(answer), Has.Property("Outcome").EqualTo("fork").And.Property("Seq").EqualTo(3));
        Assert.That(beyond.Outcome, Is.EqualTo("fork"));
        Assert.That(await LedgerRowsAsync(), Is.EqualTo(3));
    }

    [Test]
    public async Task Sent_by_many_at_once_it_counts_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Edge.SendAsync(1, 4)));

        Assert.That(answers.Count(held => held.Outcome == "appended"), Is.EqualTo(1));
        Assert.That(answers.Count(held => held.Outcome == "repeat"), Is.EqualTo(7));
        Assert.That(await LedgerRowsAsync(), Is.EqualTo(4));
    }

    [Test]
    public async Task A_broken_chain_is_refused_in_words_and_changes_nothing()
    {
        var batch = Edge.BatchOf(1, 3);
        var changed = batch.Items[1].ToArray();
        changed[^3] ^= 1;
        var broken = new Batch(batch.Header, [batch.Items[0], changed, batch.Items[2]]);

        using var answer = await Edge.PostAsync(broken.Write());

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("problem").Or.Contain("Event").Or.Contain("chain"));
        Assert.That(await LedgerRowsAsync(), Is.Zero);
    }

    [Test]
    public async Task A_kind_of_the_future_is_kept_and_projected_by_nobody()
    {
        Edge.WriteBytes(Encoding.UTF8.GetBytes($$$"""
            {"id":"{{{Guid.CreateVersion7()}}}","kind":"ToolChanged","v":1,"station":"s","body":{"tool":7},
             "times":{"source":null,"edgeUtc":1,"edgeMono":1,"boot":"{{{Guid.NewGuid()}}}"}}
            """));

        var held = await Edge.SendAsync(1, 5);

        Assert.That(held, Has.Property("Outcome").EqualTo("appended").And.Property("Seq").EqualTo(5));
        Assert.That(await Central.SingleAsync<string>("select kind from ledger where seq = 5"), Is.EqualTo("ToolChanged"));
        Assert.That(await Central.SingleAsync<long>("select count(*) from projection_failure"), Is.Zero);
    }

    Task<long> LedgerRowsAsync() => Central.SingleAsync<long>("select count(*) from ledger where producer = 1");
}
