using Mes.Central.Ledger;
using Mes.Contracts.Events;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Mes.Central.Tests.Ledger;

sealed class When_a_projection_fails : CentralFixture
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task The_culprit_and_what_follows_on_its_machine_wait_and_the_rest_goes_on()
    {
        Edge.Write(Some.State("RUNNING"), Start);
        Edge.Write(Some.State("FLYING"), Start.AddSeconds(1));
        Edge.Write(Some.State("IDLE"), Start.AddSeconds(2));
        Edge.Write(Some.State("RUNNING") with { Machine = "demo/bottling/capper" }, Start.AddSeconds(3));

        var held = await Edge.SendAsync(1, 4);

        Assert.That(held, Has.Property("Outcome").EqualTo("appended").And.Property("Seq").EqualTo(4));
        Assert.That(
            await Central.QueryAsync<string>("select machine_id || ' ' || state from machine_events order by seq"),
            Is.EqualTo([$"{Some.Machine} RUNNING", "demo/bottling/capper RUNNING"]));
        var parked = await Failures.ListAsync(CancellationToken.None);
        Assert.That(parked.Select(failure => failure.Error), Is.EqualTo([
            "'FLYING' is no state that a machine can report.", "An earlier event of the same aggregate is parked."]));
    }

    [Test]
    public async Task Later_batches_wait_behind_it_too()
    {
        Edge.Write(Some.State("FLYING"), Start);
        Edge.Write(Some.State("IDLE"), Start.AddSeconds(1));
        await Edge.SendAsync(1, 1);
        await Edge.SendAsync(2, 2);

        Assert.That(await Failures.ListAsync(CancellationToken.None), Has.Count.EqualTo(2));
        Assert.That(await Central.SingleAsync<long>("select count(*) from machine_events"), Is.Zero);
    }

    [Test]
    public async Task After_a_fix_they_run_again_in_order()
    {
        // An end without its start cannot be projected; the fix is the start, which here comes by hand.
        var run = Guid.NewGuid();
        Edge.Write(new OrderRunEnded(run), Start);
        await Edge.SendAllAsync();
        await Central.ExecuteAsync($"""
            insert into order_run values (1, 'demo/bottling', '{run}', 'PO-1', 'I', 'Item', 5, now(), null, gen_random_uuid(), 1, 0)
            """);

        await Failures.RunAgainAsync(CancellationToken.None);

        Assert.That(await Failures.ListAsync(CancellationToken.None), Is.Empty);
        Assert.That(await Central.SingleAsync<bool>("select ended_at is not null from order_run_current"), Is.True);
    }

    [Test]
    public async Task What_still_fails_waits_on()
    {
        Edge.Write(new OrderRunEnded(Guid.NewGuid()), Start);
        await Edge.SendAllAsync();

        await Failures.RunAgainAsync(CancellationToken.None);

        Assert.That(await Failures.ListAsync(CancellationToken.None), Has.Count.EqualTo(1));
    }

    ProjectionFailures Failures => Central.Services.GetRequiredService<ProjectionFailures>();
}
