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
        var (status, reason) = PassingFault.IsBusy(exception)
            ? (StatusCodes.Status429TooManyRequests, "Central is busy.")
            : (StatusCodes.Status503ServiceUnavailable, "Central cannot reach its database.");
        await NotNow.AnswerAsync(httpContext, status, reason, $"{reason} Send the same request again.");
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "{Path} failed on the database: {Error} The sender is asked to repeat.")]
    partial void LogFault(string path, string error);
}
