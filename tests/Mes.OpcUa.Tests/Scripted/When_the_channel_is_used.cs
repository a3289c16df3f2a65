using Mes.OpcUa.Codec;
using Mes.OpcUa.Types;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Scripted;

sealed class When_the_channel_is_used
{
    static readonly ExpandedNodeId[] OneNode = [ExpandedNodeId.Parse("i=2258")];

    [Test, CancelAfter(20_000)]
    public async Task The_token_is_renewed_in_time_and_answers_under_the_old_one_are_still_taken(CancellationToken cancellation)
    {
        var clock = new ManualClock();
        await using var server = new FakeServer { TokenLifetime = TimeSpan.FromSeconds(40) };
        await using var client = await OpcUaClient.ConnectAsync(
            Options(server) with { OperationTimeout = TimeSpan.FromHours(1) }, clock, cancellation);
        server.Held.Add(FakeAnswers.ReadRequestId);
        var reading = client.ReadAsync(OneNode, cancellation);
        var call = await server.NextCallAsync();

        await RenewedAsync(server, clock, tokens: 2);
        server.AnswerToken = 1;
        FakeAnswers.TryGive(server, call.TypeId, call.RequestId, call.Body);
        var underOldToken = await reading;

        server.Held.Clear();
        server.AnswerToken = 2;
        var underNewToken = await client.ReadAsync(OneNode, cancellation);

        Assert.That((underOldToken.Count, underNewToken.Count), Is.EqualTo((1, 1)));
    }

    [Test, CancelAfter(20_000)]
    public async Task An_answer_that_the_server_breaks_off_fails_that_call_only(CancellationToken cancellation)
    {
        await using var server = new FakeServer();
        await using var client = await OpcUaClient.ConnectAsync(Options(server), TimeProvider.System, cancellation);
        server.Held.Add(FakeAnswers.ReadRequestId);
        var reading = client.ReadAsync(OneNode, cancellation);
        var call = await server.NextCallAsync();

        server.Abort(call.RequestId, StatusCodes.BadDataLost);
        Assert.That(
            async () => await reading,
            Throws.TypeOf<OpcUaException>().With.Property("Status").EqualTo(StatusCodes.BadDataLost));

        server.Held.Clear();
        Assert.That(await client.ReadAsync(OneNode, cancellation), Has.Count.EqualTo(1));
    }

    [Test, CancelAfter(20_000)]
    public async Task A_call_that_is_never_answered_ends_after_its_patience(CancellationToken cancellation)
    {
        var clock = new ManualClock();
        await using var server = new FakeServer();
        await using var client = await OpcUaClient.ConnectAsync(Options(server), clock, cancellation);
        server.Held.Add(FakeAnswers.ReadRequestId);
        var reading = client.ReadAsync(OneNode, cancellation);
        await server.NextCallAsync();

        await Eventually.Async(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return reading.IsCompleted;
            },
            TimeSpan.FromSeconds(5),
            "the reading ends",
            cancellation);

        Assert.That(
            async () => await reading,
            Throws.TypeOf<OpcUaException>().With.Property("Status").EqualTo(StatusCodes.BadTimeout));
    }

    [Test, CancelAfter(20_000)]
    public async Task Bytes_that_are_no_chunk_end_the_channel_with_the_reason(CancellationToken cancellation)
    {
        await using var server = new FakeServer();
        await using var client = await OpcUaClient.ConnectAsync(Options(server), TimeProvider.System, cancellation);
        server.Held.Add(FakeAnswers.ReadRequestId);
        var reading = client.ReadAsync(OneNode, cancellation);
        await server.NextCallAsync();

        server.Send([.. "HTTP/1.1 400 "u8]);

        Assert.That(async () => await reading, Throws.TypeOf<UaDecodingException>().With.Message.Contains("OPC UA port"));
    }

    [Test, CancelAfter(20_000)]
    public void A_port_where_nobody_listens_is_named(CancellationToken cancellation)
    {
        var options = new OpcUaClientOptions { Endpoint = new Uri($"opc.tcp://127.0.0.1:{FreePort.Next()}") };

        Assert.That(
            async () => await OpcUaClient.ConnectAsync(options, TimeProvider.System, cancellation),
            Throws.TypeOf<OpcUaException>().With.Message.Contains(options.Endpoint.Authority));
    }

    static OpcUaClientOptions Options(FakeServer server) => new() { Endpoint = server.Endpoint };

    static Task RenewedAsync(FakeServer server, ManualClock clock, int tokens) => Eventually.Async(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return server.TokensIssued >= tokens;
        },
        TimeSpan.FromSeconds(5),
        "the token is renewed");
}
