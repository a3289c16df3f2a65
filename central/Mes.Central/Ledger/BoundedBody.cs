using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mes.Central.Ledger;

/// <summary>Reads a request body up to a limit that holds whatever the headers claim.</summary>
static class BoundedBody
{
    /// <summary>Null where it is larger than <paramref name="max"/>.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int max, CancellationToken cancellation)
    {
        if (request.ContentLength > max)
        {
            return null;
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > max)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    /// <summary>The message, or the problem to answer with.</summary>
    public static async Task<(T? Message, IResult? Problem)> ReadJsonAsync<T>(
        HttpRequest request, int max, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        if (await ReadAsync(request, max, cancellation) is not { } body)
        {
            return (null, TooLarge(max));
        }

        try
        {
            return JsonSerializer.Deserialize(body, type) is { } message
                ? (message, null)
                : (null, Malformed("The body is null; a JSON object is wanted."));
        }
        catch (JsonException broken)
        {
            return (null, Malformed(broken.Message));
        }
    }

    public static IResult Malformed(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status400BadRequest);

    public static IResult TooLarge(int max) => TypedResults.Problem(
        $"The body is larger than {max} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
}
