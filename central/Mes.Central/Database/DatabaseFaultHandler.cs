using Microsoft.AspNetCore.Diagnostics;

namespace Mes.Central.Database;

/// <summary>
/// A fault of the moment is answered as one, so that the edge sends again (L24). What became of a commit that failed half-way
/// nobody knows here: the repeat finds out (L33).
/// </summary>
sealed partial class DatabaseFaultHandler(ILogger<DatabaseFaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!PassingFault.Is(exception))
        {
            return false;
        }

        LogFault(httpContext.Request.Path, exception.Message);
        httpContext.Response.Headers.RetryAfter = "1";
        var answer = PassingFault.IsBusy(exception)
            ? TypedResults.Problem(
                "Central is busy. Send the same request again.", statusCode: StatusCodes.Status429TooManyRequests)
            : TypedResults.Problem(
                "Central cannot reach its database. Send the same request again.",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        await answer.ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "{Path} failed on the database: {Error} The sender is asked to repeat.")]
    partial void LogFault(string path, string error);
}
