using Mes.Contracts.Chain;
using Mes.Contracts.Replication;

namespace Mes.Central.Ledger;

/// <summary>What edges ask of central; docs/protocol.md is the contract.</summary>
static class EdgeEndpoints
{
    const int HelloBytes = 4 * 1024;
    const int LiveBytes = 256 * 1024;

    public static void MapEdges(this IEndpointRouteBuilder routes)
    {
        var edges = routes.MapGroup("/edge/v1").ExcludeFromDescription();
        edges.MapPost("/hello", HelloAsync);
        edges.MapPost("/batches", BatchAsync);
        edges.MapPost("/live", LiveAsync);
        edges.MapGet("/time", (TimeProvider clock) =>
            TypedResults.Json(new CentralTime(clock.GetUtcNow()), ExchangeJson.Default.CentralTime));
    }

    static async Task<IResult> HelloAsync(HttpRequest request, OpenJournal open, CancellationToken cancellation)
    {
        var (hello, problem) = await BoundedBody.ReadJsonAsync(request, HelloBytes, ExchangeJson.Default.Hello, cancellation);
        return hello is null ? problem! : await open.HandleAsync(hello, cancellation) switch
        {
            OpenOutcome.Opened opened => TypedResults.Json(opened.Welcome, ExchangeJson.Default.Welcome),
            OpenOutcome.Refused refused => Forbidden(refused.Reason),
            OpenOutcome.Malformed malformed => BoundedBody.Malformed(malformed.Reason),
            var other => throw new InvalidOperationException($"{other} has no answer."),
        };
    }

    static async Task<IResult> BatchAsync(
        HttpRequest request, EnrolledEdges edges, CentralIdentity identity, EventIntake events, SegmentIntake segments,
        LedgerFeed feed, CancellationToken cancellation)
    {
        if (await BoundedBody.ReadAsync(request, Batch.MaxBytes, cancellation) is not { } body)
        {
            return BoundedBody.TooLarge(Batch.MaxBytes);
        }

        try
        {
            var batch = Batch.Read(body);
            var (edge, refusal) = edges.SenderOf(batch.Header);
            if (edge is null)
            {
                return Forbidden(refusal!);
            }

            var central = await identity.GetAsync(cancellation);
            if (batch.Header.Central != central.Id)
            {
                return BoundedBody.Malformed(
                    $"The batch is meant for central {batch.Header.Central}; this is {central.Id}. Say hello again.");
            }

            var answer = batch.Header.Lane == Lane.Event
                ? EventAnswer(await events.TakeAsync(EventBatch.Verify(batch, edge.Settings.PublicKey), cancellation))
                : SegmentAnswer(await segments.TakeAsync(SegmentBatch.Verify(batch), cancellation));
            feed.Signal();
            return answer;
        }
        catch (MalformedBatchException malformed)
        {
            return BoundedBody.Malformed(malformed.Message);
        }
    }

    static async Task<IResult> LiveAsync(HttpRequest request, LiveViews views, LedgerFeed feed, CancellationToken cancellation)
    {
        var (view, problem) = await BoundedBody.ReadJsonAsync(request, LiveBytes, ExchangeJson.Default.LiveView, cancellation);
        if (view is null)
        {
            return problem!;
        }

        if (await views.KeepAsync(view, cancellation) is { } fault)
        {
            return BoundedBody.Malformed(fault);
        }

        feed.Signal();
        return TypedResults.NoContent();
    }

    static IResult EventAnswer(EventsHeld? held) => held is null
        ? NotOpen()
        : TypedResults.Json(
            held, ExchangeJson.Default.EventsHeld,
            statusCode: held.Outcome is "appended" or "repeat" ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    static IResult SegmentAnswer(SegmentsHeld? held) =>
        held is null ? NotOpen() : TypedResults.Json(held, ExchangeJson.Default.SegmentsHeld);

    static IResult NotOpen() => BoundedBody.Malformed("This journal is not open here. Say hello first.");

    static IResult Forbidden(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status403Forbidden);
}
