using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mes.Contracts.Live;
using Mes.Contracts.Replication;
using Microsoft.AspNetCore.Mvc;

namespace Mes.Edge.Replication;

/// <summary>
/// Requests to central. <see cref="HttpRequestException"/> where another try may help, <see cref="CentralRefusedException"/>
/// where it cannot.
/// </summary>
sealed class CentralClient(HttpClient http)
{
    static readonly MediaTypeHeaderValue Binary = new("application/octet-stream");

    const int AnswerBytesMax = 1024 * 1024;

    /// <summary>How to reach a central at this address; requests are timed by <see cref="CentralRetry"/>.</summary>
    public static HttpClient Reach(Uri address) => new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseProxy = false,
    })
    {
        BaseAddress = address,
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = AnswerBytesMax,
    };

    public async Task<Welcome> HelloAsync(Hello hello, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync("/edge/v1/hello", hello, ExchangeJson.Default.Hello, cancellation);
        return await AnswerAsync(response, ExchangeJson.Default.Welcome, cancellation);
    }

    public Task<EventsHeld> SendEventsAsync(Batch batch, CancellationToken cancellation) =>
        SendAsync(batch, ExchangeJson.Default.EventsHeld, cancellation);

    public Task<SegmentsHeld> SendSegmentsAsync(Batch batch, CancellationToken cancellation) =>
        SendAsync(batch, ExchangeJson.Default.SegmentsHeld, cancellation);

    public async Task PostLiveAsync(LiveView view, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync("/edge/v1/live", view, ExchangeJson.Default.LiveView, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            await RefuseAsync(response, cancellation);
        }
    }

    public async Task<CentralTime> TimeAsync(CancellationToken cancellation)
    {
        using var response = await http.GetAsync("/edge/v1/time", cancellation);
        return await AnswerAsync(response, ExchangeJson.Default.CentralTime, cancellation);
    }

    async Task<T> SendAsync<T>(Batch batch, JsonTypeInfo<T> answer, CancellationToken cancellation)
        where T : class
    {
        using var content = new ByteArrayContent(batch.Write());
        content.Headers.ContentType = Binary;
        using var response = await http.PostAsync("/edge/v1/batches", content, cancellation);
        return await AnswerAsync(response, answer, cancellation);
    }

    // The acknowledgement is the body: a 409 carries what central holds just as a 200 does (L19).
    static async Task<T> AnswerAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.Conflict)
        {
            await RefuseAsync(response, cancellation);
        }

        try
        {
            // From the bytes, as JSON is UTF-8 whatever the header claims.
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("null");
        }
        catch (JsonException strange)
        {
            throw new HttpRequestException(
                $"What answers at {response.RequestMessage?.RequestUri} is no MES central: {strange.Message}", strange);
        }
    }

    static async Task RefuseAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var isFinal = (int)response.StatusCode is >= 400 and < 500
            && response.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
        var status = $"Central answers {(int)response.StatusCode} {response.ReasonPhrase}.";
        throw isFinal
            ? new CentralRefusedException(await WordsAsync(response, cancellation) ?? status)
            : new HttpRequestException(status, inner: null, response.StatusCode);
    }

    static async Task<string?> WordsAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            var problem = JsonSerializer.Deserialize<ProblemDetails>(body, JsonSerializerOptions.Web);
            return problem?.Detail ?? problem?.Title;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
