using System.Net;
using Mes.Contracts.Chain;
using Mes.Contracts.Events;
using Mes.Contracts.Live;
using Mes.Contracts.Replication;
using Mes.Edge.Configuration;
using Mes.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mes.Edge.Tests;

/// <summary>
/// A central over real HTTP whose failures are scripted. It takes what is right by the rules of the event lane (L19) and holds it
/// in memory.
/// </summary>
sealed class FlakyCentral : IAsyncDisposable
{
    readonly Lock _gate = new();
    readonly Guid _id = Guid.NewGuid();
    readonly ProducerKey _key;
    readonly WebApplication _app;
    readonly List<(byte[] Bytes, byte[] Hash)> _events = [];
    readonly SortedDictionary<long, byte[]> _segments = [];
    readonly List<BatchHeader> _batches = [];
    byte[] _genesis = [];
    Func<HttpContext, bool> _refuses = _ => false;
    int _answersToLose;

    FlakyCentral(ProducerKey key, WebApplication app, Uri address)
    {
        _key = key;
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Batches in order of arrival, refused and repeated ones included.</summary>
    public IReadOnlyList<BatchHeader> Batches => Locked(() => _batches.ToArray());

    public IReadOnlyList<JournalEvent> Events => Locked(() => _events.Select(held => EventJson.Read(held.Bytes)).ToArray());

    public IReadOnlyList<long> Segments => Locked(() => _segments.Keys.ToArray());

    public LiveView? Live { get; private set; }

    /// <summary>Central says that its history is another one.</summary>
    public bool IsForked { get; set; }

    public static async Task<FlakyCentral> StartAsync(ProducerKey key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        builder.WebHost.UseUrls(address.GetLeftPart(UriPartial.Authority));
        var app = builder.Build();
        var central = new FlakyCentral(key, app, address);
        app.Use(central.RefuseAsync);
        app.MapPost("/edge/v1/hello", central.HelloAsync);
        app.MapPost("/edge/v1/batches", central.TakeAsync);
        app.MapPost("/edge/v1/live", central.ShowAsync);
        app.MapGet("/edge/v1/time", TellTimeAsync);
        await app.StartAsync();
        return central;
    }

    /// <summary>Refuses every request until told otherwise; half-way answers come as status codes.</summary>
    public void Refuse(Func<HttpContext, bool> refuses) => Locked(() => _refuses = refuses);

    /// <summary>The next so many requests for batches fail.</summary>
    public void FailBatches(int failures) => Refuse(request =>
        request.Request.Path.Value!.EndsWith("/batches", StringComparison.Ordinal) && failures-- > 0);

    /// <summary>Takes the next so many batches, but the answer never arrives.</summary>
    public void LoseAnswers(int answers) => Locked(() => _answersToLose = answers);

    /// <summary>Central is restored from a backup that holds only the first events.</summary>
    public void ForgetAfter(int events)
    {
        lock (_gate)
        {
            _events.RemoveRange(events, _events.Count - events);
        }
    }

    /// <summary>Central is set up anew: it knows no journal until one says hello.</summary>
    public void ForgetEverything()
    {
        lock (_gate)
        {
            _events.Clear();
            _segments.Clear();
            _genesis = [];
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    async Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        if (Locked(() => _refuses(context)))
        {
            context.Response.StatusCode = (int)HttpStatusCode.InternalServerError;
            return;
        }

        await next(context);
    }

    async Task HelloAsync(HttpContext context)
    {
        var hello = (await context.Request.ReadFromJsonAsync(ExchangeJson.Default.Hello))!;
        var welcome = Locked(() =>
        {
            _genesis = ChainHash.Genesis(hello.Producer, hello.Incarnation, Lane.Event, _key.PublicKey);
            return new Welcome(_id, Epoch: 1, Ordinal: 1, Held("repeat"), HeldSegments());
        });
        await context.Response.WriteAsJsonAsync(welcome, ExchangeJson.Default.Welcome);
    }

    async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var batch = Batch.Read(body.ToArray());
        if (Locked(() => _genesis.Length == 0))
        {
            await TypedResults.Problem("Say hello first.", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        var (status, answer) = Locked<(int, object)>(() =>
        {
            _batches.Add(batch.Header);
            return batch.Header.Lane == Lane.Event ? TakeEvents(batch) : (StatusCodes.Status200OK, TakeSegments(batch));
        });
        if (Locked(() => _answersToLose-- > 0))
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(answer, answer.GetType(), ExchangeJson.Default);
    }

    (int Status, EventsHeld Held) TakeEvents(Batch batch)
    {
        var header = batch.Header;
        if (IsForked)
        {
            return (StatusCodes.Status409Conflict, Held("fork"));
        }

        if (header.Last <= _events.Count)
        {
            return (StatusCodes.Status200OK, Held("repeat"));
        }

        if (header.First != _events.Count + 1)
        {
            return (StatusCodes.Status409Conflict, Held(header.First > _events.Count ? "gap" : "overlap"));
        }

        var hash = _events.Count == 0 ? _genesis : _events[^1].Hash;
        if (!header.PreviousHash.Span.SequenceEqual(hash))
        {
            return (StatusCodes.Status409Conflict, Held("fork"));
        }

        foreach (var item in batch.Items)
        {
            hash = ChainHash.Next(hash, _events.Count + 1, item.Span);
            _events.Add((item.ToArray(), hash));
        }

        return header.LastHash.Span.SequenceEqual(hash)
            ? (StatusCodes.Status200OK, Held("appended"))
            : throw new InvalidDataException("The batch does not have the hash it states.");
    }

    SegmentsHeld TakeSegments(Batch batch)
    {
        foreach (var item in batch.Items.Select(SegmentItem.Read))
        {
            _segments.TryAdd(item.Seq, item.Segment.ToArray());
        }

        return new SegmentsHeld(HeldSegments());
    }

    async Task ShowAsync(HttpContext context) =>
        Live = await context.Request.ReadFromJsonAsync(ExchangeJson.Default.LiveView);

    static Task TellTimeAsync(HttpContext context) => context.Response.WriteAsJsonAsync(
        new CentralTime(TimeProvider.System.GetUtcNow()), ExchangeJson.Default.CentralTime);

    EventsHeld Held(string outcome) => new(
        _events.Count, Convert.ToHexStringLower(_events.Count == 0 ? _genesis : _events[^1].Hash), _events.Count, outcome);

    List<HeldRange> HeldSegments() => [.. _segments.Keys.Select(seq => new HeldRange(seq, seq))];

    T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
